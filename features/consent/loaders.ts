import 'server-only';
import { sql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { requireScope } from '@/features/access/gate';
import { type Category, type FaultFigure, listCategories, listFaults } from './categories/data';
import { figureRanges } from './core/page-address';
import { type CellFigure, cellFigures, type DayFigure, dayFigures, type OriginFigure, originFigures } from './data/figures';
import { consentStatesOf, profileConsents } from './data/profile-consents';
import { listChannels, listPurposes } from './data/purposes';
import type { ConsentStateView, ProfileConsents } from './schema';
import { currentTexts, listTexts } from './texts/data';
import type { ConsentText } from './texts/types';
import type { Channel, Purpose } from './types';

/** Keys and names of purposes and channels, in the order of the matrix. */
export type Names = { key: string; name: string }[];

const names = (list: { key: string; name: string }[]): Names => list.map(({ key, name }) => ({ key, name }));

/** Purposes and channels, for the first tab of the consent page. */
export async function loadConsent(): Promise<{ purposes: Purpose[]; channels: Channel[]; mayWrite: boolean }> {
  const scope = await requireScope('consents:read');
  const [purposes, channels] = await Promise.all([listPurposes(sql()), listChannels(sql())]);
  return { purposes, channels, mayWrite: scope.can('purposes:write') };
}

/** The wordings people are asked by, for the purposes and channels in use. */
export async function loadTexts(): Promise<{ texts: ConsentText[]; purposes: Names; channels: Names; mayWrite: boolean }> {
  const scope = await requireScope('consents:read');
  const [texts, purposes, channels] = await Promise.all([listTexts(sql()), listPurposes(sql()), listChannels(sql())]);
  const inUse = <T extends { archived: boolean }>(list: T[]) => list.filter((each) => !each.archived);
  return { texts, purposes: names(inUse(purposes)), channels: names(inUse(channels)), mayWrite: scope.can('purposes:write') };
}

/** How events' categories are mapped, and what of their consent could not be read. */
export async function loadIntake(): Promise<{
  categories: Category[];
  faults: FaultFigure[];
  purposes: Names;
  channels: Names;
  mayWrite: boolean;
}> {
  const scope = await requireScope('consents:read');
  const [categories, faults, purposes, channels] = await Promise.all([
    listCategories(sql()),
    listFaults(sql()),
    listPurposes(sql()),
    listChannels(sql()),
  ]);
  return { categories, faults, purposes: names(purposes), channels: names(channels), mayWrite: scope.can('purposes:write') };
}

export type FiguresData = {
  asked: { days: number; purpose: string | null; channel: string | null };
  cells: CellFigure[];
  days: DayFigure[];
  origins: OriginFigure[];
  purposes: Names;
  channels: Names;
  at: string;
  /** Whether the people behind a figure may be opened as a segment. */
  mayOpen: boolean;
};

/** Figures for the address; parts of an address that make no sense are ignored. */
export async function loadFigures(params: Record<string, string | string[] | undefined>): Promise<FiguresData> {
  const scope = await requireScope('consents:read');
  const [purposes, channels, now] = await Promise.all([listPurposes(sql()), listChannels(sql()), databaseNow(sql())]);
  const known = (list: Names, key: unknown) => list.find((each) => each.key === key)?.key ?? null;
  const days = figureRanges.find((range) => String(range) === params.days) ?? 30;
  const asked = { days, purpose: known(purposes, params.purpose), channel: known(channels, params.channel) };
  const filter = { days, purpose: asked.purpose ?? undefined, channel: asked.channel ?? undefined };
  const [cells, byDay, origins] = await Promise.all([cellFigures(sql()), dayFigures(sql(), filter), originFigures(sql(), filter)]);
  const shared = { purposes: names(purposes), channels: names(channels), at: now.toISOString(), mayOpen: scope.can('segments:write') };
  return { asked, cells, days: byDay, origins, ...shared };
}

/** The current wordings by `purpose/channel`, as far as a form needs them. */
export type Wordings = Record<string, { version: number; locales: string[] }>;

/** What one person has said, for the profile page. */
export async function loadProfileConsents(
  profileId: string,
): Promise<{ consents: ProfileConsents; purposes: Names; channels: Names; wordings: Wordings; mayWrite: boolean }> {
  const scope = await requireScope('consents:read');
  const [consents, purposes, channels, texts] = await Promise.all([
    profileConsents(sql(), profileId, { limit: 50, personalData: scope.personalData }),
    listPurposes(sql()),
    listChannels(sql()),
    currentTexts(sql()),
  ]);
  const wordings = Object.fromEntries(
    [...texts].map(([cell, text]) => [cell, { version: text.version, locales: Object.keys(text.texts) }]),
  );
  return { consents, purposes: names(purposes), channels: names(channels), wordings, mayWrite: scope.can('consents:write') };
}

/** The first opt-in purpose, channel by channel, for the line at the top of a profile. */
export async function loadConsentSummary(
  profileId: string,
): Promise<{ purpose: string; cells: (ConsentStateView & { name: string })[] } | null> {
  await requireScope('consents:read');
  const [states, purposes, channels] = await Promise.all([consentStatesOf(sql(), profileId), listPurposes(sql()), listChannels(sql())]);
  const purpose = purposes.find((p) => p.mode === 'opt_in' && !p.archived);
  if (!purpose) return null;
  const nameOf = new Map(channels.map((c) => [c.key, c.name]));
  const cells = states
    .filter((s) => s.purpose === purpose.key && (s.state !== 'unset' || s.allowed))
    .map((s) => ({ ...s, name: nameOf.get(s.channel) ?? s.channel }));
  return { purpose: purpose.name, cells };
}

/** What an audience may be asked about: purposes and channels in use, beginning with marketing by e-mail. */
export async function loadReachChoices(): Promise<{ purposes: Names; channels: Names; fallback: { purpose: string; channel: string } }> {
  await requireScope('segments:read');
  const [purposes, channels] = await Promise.all([listPurposes(sql()), listChannels(sql())]);
  const used = { purposes: purposes.filter((p) => !p.archived), channels: channels.filter((c) => !c.archived) };
  const purpose = used.purposes.find((p) => p.marketing) ?? used.purposes[0];
  const channel = used.channels.find((c) => c.key === 'email') ?? used.channels[0];
  return {
    purposes: names(used.purposes),
    channels: names(used.channels),
    fallback: { purpose: purpose?.key ?? '', channel: channel?.key ?? '' },
  };
}
