import type { TransactionSql } from '@/db/client';
import { lockProfileRows } from '@/features/identity/lock';
import { newId } from '@/lib/ids';
import { fromNodeKey, nodeKey } from '../../core/normalise';
import { findIdentifiers } from '../../data/find-identifiers';
import type { IdentifyItem, NodeKey, RestructureHooks } from '../../types';
import { mergeProfiles } from '../merge-profiles';
import { moveFromDevice, moveToDevice } from '../rebalance-device';
import { type Claimed, dayOf, insertIdentifiers, type Sighting, sight } from './claim-identifiers';
import { createProfiles, type Restructured } from './restructure';

type Context = { claimed: Claimed; done: Restructured; profileOf: (node: NodeKey) => string; hooks: RestructureHooks };

/** A device that two people use has, for what it sends anonymously from then on, an identifier and a profile of its own. */
const sharedNode = (node: NodeKey): NodeKey => nodeKey('shared_anonymous_id', fromNodeKey(node).value);

/**
 * Writes since when devices are shared where that changed, and moves the anonymous events that this concerns. The device's
 * own profile exists only while it has events. @returns the profiles whose rows changed
 */
export async function updateShared(tx: TransactionSql, context: Context): Promise<string[]> {
  const { done, profileOf, hooks } = context;
  const changed = new Set<string>();
  for (const [node, since] of done.sharedSince) {
    const { value } = fromNodeKey(node);
    const shared = sharedNode(node);
    const own = profileOf(node);
    const moment = since === null ? null : new Date(since);
    await tx`update identifiers set shared_since = ${moment} where type = 'anonymous_id' and value = ${value}`;
    const existing = (await findLocked(tx, context, [shared])).get(shared);
    if (existing !== undefined && (await moveFromDevice(tx, { value, since: moment, own, shared: existing }))) {
      changed.add(own).add(existing);
    }
    const waiting = moment !== null && (await hasLater(tx, own, node, moment));
    if (waiting) {
      const target = existing ?? (await ensureShared(tx, context, new Map([[shared, sighting(value, since ?? 0)]]))).get(shared) ?? '';
      await moveToDevice(tx, { value, since: moment, own, shared: target });
      changed.add(own).add(target);
    }
    if (existing !== undefined && !waiting && !(await refreshDevice(tx, shared))) {
      await tx`delete from identifiers where type = 'shared_anonymous_id' and value = ${value}`;
      await mergeProfiles(tx, [{ from: existing, to: own }], hooks);
      changed.delete(existing);
      done.changed.delete(existing);
      done.gone.add(existing);
    } else if (waiting) await refreshDevice(tx, shared);
  }
  return [...changed];
}

const sighting = (value: string, at: number): Sighting => ({ display: value, sourceId: NO_SOURCE, first: at, last: at });
/** Stands until the first record of the device is known. */
const NO_SOURCE = '00000000-0000-0000-0000-000000000000';

async function hasLater(tx: TransactionSql, profileId: string, key: NodeKey, since: Date): Promise<boolean> {
  const rows = await tx`
    select 1 from records r where r.profile_id = ${profileId} and r.key = ${key}
      and exists (select from events e where e.profile_id = ${profileId} and e.record_id = r.id and e.occurred_at > ${since}) limit 1`;
  return rows.length > 0;
}

/** Makes the moments of a device's own identifier those of its records. @returns false when it has none */
async function refreshDevice(tx: TransactionSql, shared: NodeKey): Promise<boolean> {
  const rows = await tx`
    update identifiers i set first_seen_at = r.first_at, last_seen_at = r.last_at, source_id = r.source_id
    from (
      select min(first_seen_at) as first_at, max(last_seen_at) as last_at, (array_agg(source_id order by first_seen_at, source_id))[1] as source_id
      from records where key = ${shared} and profile_id = (select profile_id from identifiers where type = 'shared_anonymous_id' and value = ${fromNodeKey(shared).value})
      having count(*) > 0
    ) r
    where i.type = 'shared_anonymous_id' and i.value = ${fromNodeKey(shared).value} returning 1`;
  return rows.length > 0;
}

async function findLocked(tx: TransactionSql, { claimed }: Context, nodes: readonly NodeKey[]): Promise<Map<NodeKey, string>> {
  const rows = await findIdentifiers(tx, nodes);
  const unlocked = [...rows.values()].map((r) => r.profileId).filter((id) => !claimed.locked.has(id));
  for (const row of await lockProfileRows(tx, unlocked)) claimed.locked.set(row.id, row);
  return new Map([...rows].map(([n, r]) => [n, r.profileId]));
}

/** The profiles of these devices' own identifiers, made when they are not there, and locked. */
async function ensureShared(tx: TransactionSql, context: Context, seen: ReadonlyMap<NodeKey, Sighting>): Promise<Map<NodeKey, string>> {
  const guess = new Map([...seen.keys()].map((n) => [n, newId()]));
  const ours = await insertIdentifiers(tx, guess, seen);
  const fresh = new Set([...ours].map((n) => guess.get(n) ?? ''));
  await createProfiles(tx, fresh);
  for (const id of fresh) context.done.created.add(id);
  return findLocked(tx, context, [...seen.keys()]);
}

/** The node that each item belongs to: its first identifier, or the device's own for what a shared device sends anonymously. */
export async function recordNodes(tx: TransactionSql, items: readonly IdentifyItem[], context: Context) {
  const { claimed, done, profileOf } = context;
  const seen = new Map<NodeKey, Sighting>();
  const keys = items.map((item) => {
    const [first] = item.identifiers;
    if (!first) return '';
    const { node } = first;
    if (first.type !== 'anonymous_id') return node;
    const since = done.sharedSince.has(node) ? done.sharedSince.get(node) : claimed.stored.get(node)?.sharedSince?.getTime();
    if (since === null || since === undefined || item.at <= since) return node;
    const shared = sharedNode(node);
    sight(seen, shared, first.value, item.sourceId, item.at);
    return shared;
  });
  const shared = seen.size > 0 ? await ensureShared(tx, context, seen) : new Map<NodeKey, string>();
  for (const [node, s] of seen) {
    await tx`
      update identifiers set first_seen_at = least(first_seen_at, ${new Date(s.first)}), last_seen_at = greatest(last_seen_at, ${dayOf(s.last)})
      where type = 'shared_anonymous_id' and value = ${fromNodeKey(node).value}`;
  }
  return { keys, profileOf: (node: NodeKey) => shared.get(node) ?? profileOf(node) };
}
