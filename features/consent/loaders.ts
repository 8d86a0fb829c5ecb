import 'server-only';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { type ConsentFigure, consentFigures } from './data/figures';
import { consentStatesOf, profileConsents } from './data/profile-consents';
import { listChannels, listPurposes } from './data/purposes';
import type { ConsentStateView, ProfileConsents } from './schema';
import type { Channel, Purpose } from './types';

/** Keys and names of purposes and channels, in the order of the matrix. */
export type Names = { key: string; name: string }[];

const names = (list: { key: string; name: string }[]): Names => list.map(({ key, name }) => ({ key, name }));

/** The consent page. */
export async function loadConsent(): Promise<{ purposes: Purpose[]; channels: Channel[]; figures: ConsentFigure[]; mayWrite: boolean }> {
  const scope = await requireScope('consents:read');
  const [purposes, channels, figures] = await Promise.all([listPurposes(sql()), listChannels(sql()), consentFigures(sql())]);
  return { purposes, channels, figures, mayWrite: scope.can('purposes:write') };
}

/** What one person has said, for the profile page. */
export async function loadProfileConsents(
  profileId: string,
): Promise<{ consents: ProfileConsents; purposes: Names; channels: Names; mayWrite: boolean }> {
  const scope = await requireScope('consents:read');
  const [consents, purposes, channels] = await Promise.all([
    profileConsents(sql(), profileId, { limit: 50, personalData: scope.personalData }),
    listPurposes(sql()),
    listChannels(sql()),
  ]);
  return { consents, purposes: names(purposes), channels: names(channels), mayWrite: scope.can('consents:write') };
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

/** What an audience may be asked about: purposes and channels in use, beginning with marketing by the first channel. */
export async function loadReachChoices(): Promise<{ purposes: Names; channels: Names; fallback: { purpose: string; channel: string } }> {
  await requireScope('segments:read');
  const [purposes, channels] = await Promise.all([listPurposes(sql()), listChannels(sql())]);
  const used = { purposes: purposes.filter((p) => !p.archived), channels: channels.filter((c) => !c.archived) };
  const purpose = used.purposes.find((p) => p.marketing) ?? used.purposes[0];
  return {
    purposes: names(used.purposes),
    channels: names(used.channels),
    fallback: { purpose: purpose?.key ?? '', channel: used.channels[0]?.key ?? '' },
  };
}
