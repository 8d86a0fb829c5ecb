import type { TransactionSql } from '@/db/client';
import { plain, texts, times } from '@/db/literals';
import { clockNow } from '@/features/identity/lock';
import { hashId, newId } from '@/lib/ids';
import { fromNodeKey, nodeKey } from '../../core/normalise';
import { findIdentifiers } from '../../data/find-identifiers';
import type { IdentifyItem, IdentifyResult, NodeKey, RestructureHooks } from '../../types';
import { type AliasedItem, type Claimed, claimIdentifiers, dayOf } from './claim-identifiers';
import { gatherLinks } from './gather-links';
import { type Restructured, restructure } from './restructure';
import { recordNodes, updateShared } from './shared-devices';
import { writeLinks } from './write-links';

/**
 * Says for each item to which record and profile it belongs, joining and splitting profiles as the links demand. Afterwards
 * every profile concerned is locked, and identifiers, links, records and moved rows are written; the events themselves, the
 * fold and the evaluation are the caller's. Needs a READ COMMITTED transaction.
 */
export async function identify(tx: TransactionSql, items: readonly IdentifyItem[], hooks: RestructureHooks): Promise<IdentifyResult> {
  const aliased = await namePrevious(tx, items);
  const claimed = await claimIdentifiers(tx, aliased);
  const changes = await gatherLinks(tx, aliased, claimed);
  const done = await settle(tx, claimed, changes.seeds, hooks);
  const profileOf = (node: NodeKey) => done.profileOf.get(node) ?? claimed.stored.get(node)?.profileId ?? '';

  await writeLinks(
    tx,
    [...changes.decided.values()].map((d) => ({ ...d, createdAt: undefined, known: false })),
    new Map([...changes.decided.values()].flatMap(({ link }) => [link.a, link.b]).map((n) => [n, profileOf(n)])),
    [],
  );
  await noteSeen(tx, claimed);
  const rebalanced = await updateShared(tx, { claimed, done, profileOf, hooks });
  for (const id of rebalanced) done.changed.add(id);

  const nodes = await recordNodes(tx, items, { claimed, done, profileOf, hooks });
  const placed = items.map((item, n) => {
    const recordKey = nodes.keys[n] ?? '';
    return { profileId: nodes.profileOf(recordKey), recordId: recordIdOf(item.sourceId, recordKey), recordKey };
  });
  const extended = new Set([...claimed.fresh.keys()].map((n) => profileOf(n)).filter((id) => !done.created.has(id)));
  return {
    placed,
    created: done.created,
    restructured: done.changed,
    recount: [...new Set([...done.split, ...rebalanced])],
    extended,
    gone: done.gone,
    now: await clockNow(tx),
  };
}

const recordIds = new Map<string, string>();
const RECORD_IDS = 100_000;

/** The id of a record, remembered: it is a hash of its source and key. */
function recordIdOf(sourceId: string, key: NodeKey): string {
  const name = `${sourceId} ${key}`;
  const known = recordIds.get(name);
  if (known !== undefined) return known;
  if (recordIds.size >= RECORD_IDS) recordIds.clear();
  const id = hashId(sourceId, key);
  recordIds.set(name, id);
  return id;
}

/**
 * An alias call's earlier id is an anonymous id, unless it is known as a user id: two user ids are two people, and the link
 * between them will be refused.
 */
async function namePrevious(tx: TransactionSql, items: readonly IdentifyItem[]): Promise<readonly AliasedItem[]> {
  const previous = new Set(items.flatMap((i) => i.previousId ?? []));
  if (previous.size === 0) return items;
  const users = await findIdentifiers(
    tx,
    [...previous].map((value) => nodeKey('user_id', value)),
  );
  return items.map((item) => {
    const { previousId } = item;
    if (previousId === undefined) return item;
    const type = users.has(nodeKey('user_id', previousId)) ? 'user_id' : 'anonymous_id';
    return { ...item, also: { type, value: previousId, display: previousId, node: nodeKey(type, previousId) } };
  });
}

/** Nothing to decide costs nothing; fresh identifiers without any link simply get their profile. */
async function settle(
  tx: TransactionSql,
  claimed: Claimed,
  seeds: Parameters<typeof restructure>[1]['seeds'],
  hooks: RestructureHooks,
): Promise<Restructured> {
  if (seeds.size === 0 && claimed.fresh.size === 0) {
    return { profileOf: new Map(), created: new Set(), changed: new Set(), gone: new Set(), sharedSince: new Map(), split: [] };
  }
  const used = new Set([...claimed.stored.values()].map((i) => i.profileId));
  const fromGuess = (nodes: readonly NodeKey[]) => {
    const guess = nodes.map((n) => claimed.fresh.get(n)).find((id) => id !== undefined && !claimed.locked.has(id) && !used.has(id));
    const id = guess ?? newId();
    used.add(id);
    return id;
  };
  return restructure(tx, { seeds, claimed, hooks, newId: fromGuess });
}

/** Moments of first and last sight, and the spelling first seen. Written only when they change; `last_seen_at` by the day. */
async function noteSeen(tx: TransactionSql, { sightings, stored }: Claimed): Promise<void> {
  const keys = [...stored]
    .filter(([key, row]) => {
      const s = sightings.get(key);
      if (!s) return false;
      return s.first <= row.firstSeenAt.getTime() || dayOf(s.last) > row.lastSeenAt;
    })
    .map(([key]) => key)
    .sort();
  if (keys.length === 0) return;
  const ends = keys.map(fromNodeKey);
  const seen = keys.map((k) => sightings.get(k) ?? { display: '', sourceId: '', first: 0, last: 0 });
  await tx`
    update identifiers i set
      display = case when (k.first, k.display) < (i.first_seen_at, i.display) then k.display else i.display end,
      source_id = case when (k.first, k.display) < (i.first_seen_at, i.display) then k.source_id else i.source_id end,
      first_seen_at = least(i.first_seen_at, k.first), last_seen_at = greatest(i.last_seen_at, k.last)
    from unnest(${texts(ends.map((e) => e.type))}::text::text[], ${texts(ends.map((e) => e.value))}::text::text[], ${texts(seen.map((s) => s.display))}::text::text[],
      ${plain(seen.map((s) => s.sourceId))}::text::uuid[], ${times(seen.map((s) => new Date(s.first)))}::text::timestamptz[], ${times(seen.map((s) => dayOf(s.last)))}::text::timestamptz[])
      k(type, value, display, source_id, first, last)
    where i.type = k.type and i.value = k.value`;
}
