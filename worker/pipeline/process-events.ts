import type { TransactionSql } from '@/db/client';
import { planDeliveries } from '@/features/activation/mutations/plan';
import { planUpdates } from '@/features/activation/mutations/plan-updates';
import { findMentions } from '@/features/consent/suppression/data';
import { identify } from '@/features/identity/mutations/identify/identify';
import type { IdentifyResult } from '@/features/identity/types';
import { addToCounters } from '@/features/profiles/mutations/count-events';
import { foldProfiles } from '@/features/profiles/mutations/fold-profiles';
import { rebuildProfiles } from '@/features/profiles/mutations/rebuild-profiles';
import { writeRecords } from '@/features/profiles/mutations/write-records';
import { writeSearchKeys } from '@/features/profiles/mutations/write-search-keys';
import { changedTraits, computeTouched } from '@/features/segments/computed/mutations/compute-touched';
import { recomputeAggregates } from '@/features/segments/mutations/aggregate-events';
import { aggregatedEvents } from '@/features/segments/mutations/aggregated-events';
import { evaluateTouched } from '@/features/segments/mutations/evaluate-touched';
import { dedupe } from './dedupe';
import { recordUpdates } from './record-updates';
import { restructureHooks } from './restructure-hooks';
import type { StageProbe } from './stages';
import { touchesOf } from './touches';
import type { PipelineEvent } from './types';
import { addToAggregates } from './write/add-up';
import { writeConsents } from './write/consents';
import { searchableOf } from './write/searchable';
import { searchKeysOf, writeGroups } from './write/side-tables';
import { writeEvents } from './write/write-events';

export type Processed = { stored: PipelineEvent[]; duplicates: PipelineEvent[]; suppressed: PipelineEvent[] };

/**
 * Takes events in: suppress, dedupe, identify, store, fold, evaluate, plan. One transaction, whose other rows (cursor, counts)
 * are the caller's. Sets `profileId` and `recordId` of the events that it stores.
 */
export async function processEvents(
  tx: TransactionSql,
  events: readonly PipelineEvent[],
  { thorough, probe }: { thorough: boolean; probe: StageProbe },
): Promise<Processed> {
  const { allowed, suppressed } = await suppress(tx, events);
  const { fresh, duplicates } = await dedupe(tx, allowed, { thorough });
  probe('dedupe');
  if (fresh.length === 0) return { stored: [], duplicates, suppressed };

  const found = await identify(tx, fresh.map(toItem), restructureHooks);
  await rebuildProfiles(tx, found.recount);
  for (const [n, event] of fresh.entries()) {
    const place = found.placed[n];
    event.profileId = place?.profileId ?? '';
    event.recordId = place?.recordId ?? '';
    // What was received before it happened lies in the future of this batch: the clock counts on exactly these.
    if (event.receivedAt > found.now) event.receivedAt = found.now;
  }
  probe('identify');

  await writeEvents(tx, fresh);
  probe('events');
  await addToCounters(tx, fresh);
  const updates = recordUpdates(fresh, found.placed);
  const records = await writeRecords(tx, updates);
  probe('records');
  const traits = await foldProfiles(tx, [...records.changed, ...found.restructured, ...found.extended, ...searchableCreated(fresh, found)]);
  probe('fold');
  await aggregate(tx, fresh, found);
  probe('aggregates');
  await writeSearchKeys(tx, searchKeysOf(fresh, await searchableOf(tx, fresh)));
  await writeGroups(tx, fresh);
  const consents = await writeConsents(tx, fresh);
  probe('side tables');

  const profileIds = [...new Set([...fresh.map((e) => e.profileId), ...found.restructured, ...found.gone])];
  const dependencies = dependenciesOf(fresh, traits, consents, found);
  const computed = await computeTouched(tx, { profileIds, dependencies, now: found.now });
  for (const trait of changedTraits(computed)) dependencies.add(trait);
  probe('computed traits');
  const known = [...found.extended, ...records.begun];
  const touches = touchesOf({ events: fresh, traits: [traits, computed], consents, known, found });
  const changes = await evaluateTouched(tx, { profileIds, dependencies, touches, cause: 'event', now: found.now });
  probe('segments');
  await planDeliveries(tx, changes);
  await planUpdates(
    tx,
    [...new Set([...traits.keys(), ...computed.keys(), ...found.restructured, ...found.extended])].filter((id) => !found.gone.has(id)),
  );
  probe('deliveries');
  return { stored: fresh, duplicates, suppressed };
}

/** Profiles that were joined or split are added up anew, all others by what the batch brings. */
async function aggregate(tx: TransactionSql, events: readonly PipelineEvent[], { restructured }: IdentifyResult): Promise<void> {
  const keys = await aggregatedEvents(tx, [...new Set(events.map((e) => e.name))]);
  await recomputeAggregates(tx, [...restructured]);
  await addToAggregates(tx, restructured.size === 0 ? events : events.filter((e) => !restructured.has(e.profileId)), keys);
}

/** Asked first, before any lock: whoever is being erased waits for this transaction, or is seen by it. */
async function suppress(tx: TransactionSql, events: readonly PipelineEvent[]) {
  const hit = await findMentions(
    tx,
    events.map((e) => ({
      identifiers: e.previousId === undefined ? e.identifiers : [...e.identifiers, ...previousOf(e.previousId)],
      values: { name: e.name, groupId: e.groupId, properties: e.properties, traits: e.traits, context: e.context },
    })),
  );
  if (hit.size === 0) return { allowed: events, suppressed: [] };
  return { allowed: events.filter((_, n) => !hit.has(n)), suppressed: events.filter((_, n) => hit.has(n)) };
}

const previousOf = (value: string) => ['user_id', 'anonymous_id'].map((type) => ({ type, value }));

const toItem = (e: PipelineEvent) => ({
  id: e.id,
  at: e.occurredAt.getTime(),
  sourceId: e.sourceId,
  identifiers: e.identifiers,
  ...(e.previousId === undefined ? {} : { previousId: e.previousId }),
});

/** New profiles that can be found by more than a device's id: they need a search text although they have no traits. */
function searchableCreated(events: readonly PipelineEvent[], { created }: IdentifyResult): string[] {
  if (created.size === 0) return [];
  return events.filter((e) => created.has(e.profileId) && e.identifiers.some((i) => i.type !== 'anonymous_id')).map((e) => e.profileId);
}

function dependenciesOf(
  events: readonly PipelineEvent[],
  traits: ReadonlyMap<string, string[]>,
  consents: Iterable<string>,
  { restructured, created }: IdentifyResult,
): Set<string> {
  // A merge or a split changes anything; a new profile enters what asks for the absence of something.
  if (restructured.size > 0 || created.size > 0) return new Set(['*']);
  const found = new Set<string>();
  for (const e of events) found.add(`event:${e.name}`);
  for (const names of traits.values()) for (const name of names) found.add(`trait:${name}`);
  for (const consent of consents) found.add(consent);
  return found;
}
