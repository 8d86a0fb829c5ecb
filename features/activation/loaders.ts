import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { listChannels, listPurposes } from '@/features/consent/data/purposes';
import { identifierTypes } from '@/features/identity/data/identifier-types';
import { type ChoosableSegment, choosableSegments } from '@/features/segments/data/choosable-segments';
import { readSuggestions } from '@/features/segments/data/suggestions';
import { isUuid } from '@/lib/ids';
import { destinationKind, destinationKinds } from '@/plugins/destinations/registry';
import { type SettingsField, settingsFields } from '@/plugins/kit/settings-fields';
import { listDeliveries } from './data/deliveries';
import { listDestinations, listSyncs, readableSettings, readDestination } from './data/destinations';
import { listFileRuns } from './data/file-runs';
import { type DeliveryFilter, deliveryFilter } from './schema';
import type { DeliveryLine, DestinationView, FileRunView, SyncView } from './types';

type Params = Record<string, string | string[] | undefined>;

/** What the forms choose from. */
export type GateChoices = { purposes: { key: string; name: string }[]; channels: { key: string; name: string }[] };

/** A kind of destination as the form shows it. */
export type KindView = { id: string; name: string; fields: SettingsField[] };

/** What a kind of destination is best told of each person, of what the company has. */
export type Suggested = { identifiers: string[]; traits: string[] };

async function gateChoices(): Promise<GateChoices> {
  const [purposes, channels] = await Promise.all([listPurposes(sql()), listChannels(sql())]);
  const inUse = <T extends { key: string; name: string; archived: boolean }>(list: T[]) =>
    list.filter((each) => !each.archived).map(({ key, name }) => ({ key, name }));
  return { purposes: inUse(purposes), channels: inUse(channels) };
}

const kinds = (): KindView[] =>
  Object.values(destinationKinds).map((kind) => ({ id: kind.id, name: kind.name, fields: settingsFields(kind) }));

export async function loadDestinations(): Promise<{ destinations: DestinationView[]; choices: GateChoices; mayWrite: boolean }> {
  const scope = await requireScope('destinations:read');
  const [destinations, choices] = await Promise.all([listDestinations(sql()), gateChoices()]);
  return { destinations, choices, mayWrite: scope.can('destinations:write') };
}

export async function loadNewDestination(): Promise<{ kinds: KindView[]; choices: GateChoices }> {
  await requireScope('destinations:write');
  return { kinds: kinds(), choices: await gateChoices() };
}

/** One destination, or the page "not found". */
export const loadDestination = cache(async (id: string): Promise<{ destination: DestinationView; mayWrite: boolean }> => {
  const scope = await requireScope('destinations:read');
  const destination = isUuid(id) ? await readDestination(sql(), id) : undefined;
  if (!destination) notFound();
  return { destination, mayWrite: scope.can('destinations:write') };
});

export type SyncChoices = { segments: ChoosableSegment[]; traits: string[]; identifiers: string[] };

export async function loadSyncs(
  id: string,
  kind: string,
): Promise<{ syncs: SyncView[]; choices: SyncChoices; gate: GateChoices; suggested: Suggested }> {
  await requireScope('destinations:read');
  const [syncs, segments, suggestions, gate, identifiers] = await Promise.all([
    listSyncs(sql(), id),
    choosableSegments(sql()),
    readSuggestions(sql()),
    gateChoices(),
    identifierTypes(sql()),
  ]);
  const choices = {
    segments,
    traits: suggestions.traits.map((trait) => trait.name),
    identifiers,
  };
  const wanted = destinationKind(kind)?.suggests ?? { identifiers: ['email'], traits: [] };
  const suggested = {
    identifiers: wanted.identifiers.filter((each) => each === 'email' || identifiers.includes(each)),
    traits: choices.traits.filter((each) => wanted.traits.includes(each)),
  };
  return { syncs, choices, gate, suggested };
}

/** The first page of the delivery log for the page's address; parts of an address that make no sense are ignored. */
export async function loadDeliveries(
  id: string,
  params: Params,
): Promise<{ asked: Pick<DeliveryFilter, 'status' | 'kind' | 'segmentId'>; first: { data: DeliveryLine[]; nextCursor: string | null } }> {
  const scope = await requireScope('destinations:read');
  const { status, kind, segmentId } = deliveryFilter.shape;
  const asked = {
    status: status.catch(undefined).parse(params.status),
    kind: kind.catch(undefined).parse(params.kind),
    segmentId: segmentId.catch(undefined).parse(params.segment),
  };
  return { asked, first: await listDeliveries(sql(), id, { ...asked, limit: 50 }, scope.personalData) };
}

/** What was written to files, for a destination of files. */
export async function loadFileRuns(id: string): Promise<{ data: FileRunView[]; nextRunAt: string | null }> {
  await requireScope('destinations:read');
  return listFileRuns(sql(), id);
}

export async function loadDestinationForm(id: string): Promise<{
  kinds: KindView[];
  choices: GateChoices;
  settings: { values: Record<string, unknown>; set: string[] };
}> {
  await requireScope('destinations:write');
  return { kinds: kinds(), choices: await gateChoices(), settings: await readableSettings(sql(), id) };
}
