import type { TransactionSql } from '@/db/client';
import { plain, texts, times } from '@/db/literals';
import { type LockedProfile, lockProfileRows } from '@/features/identity/lock';
import { newId } from '@/lib/ids';
import { fromNodeKey, nodeKey } from '../../core/normalise';
import { findAgain, findIdentifiers, type LocatedIdentifier } from '../../data/find-identifiers';
import type { IdentifyItem, KeyedIdentifier, NodeKey } from '../../types';

/** An item with what its alias call names. */
export type AliasedItem = IdentifyItem & { also?: KeyedIdentifier };

/** What the batch's events say of one identifier. */
export type Sighting = { display: string; sourceId: string; first: number; last: number };

export type Claimed = {
  sightings: Map<NodeKey, Sighting>;
  /** Identifiers that were there, with the profile they point to now, under lock. */
  stored: Map<NodeKey, LocatedIdentifier>;
  /** Identifiers made in this transaction, with the profile they were provisionally put under. */
  fresh: Map<NodeKey, string>;
  locked: Map<string, LockedProfile>;
};

const MAX_ROUNDS = 20;

/** Somebody else keeps moving or erases the same identifiers: begin again, as after a failed serialisation. */
class IdentifiersMoved extends Error {
  readonly code = '40001';
  constructor() {
    super('The identifiers of this batch are being changed by another transaction');
  }
}

const DAY = 86_400_000;
/** The start of the UTC day. */
export const dayOf = (at: number): Date => new Date(Math.floor(at / DAY) * DAY);

/** Earliest sighting names display and source; ties go to the lower text, so that no order of arrival matters. */
export function sight(sightings: Map<NodeKey, Sighting>, key: NodeKey, display: string, sourceId: string, at: number): void {
  const s = sightings.get(key);
  if (!s) {
    sightings.set(key, { display, sourceId, first: at, last: at });
    return;
  }
  if (at < s.first || (at === s.first && (display < s.display || (display === s.display && sourceId < s.sourceId)))) {
    s.first = at;
    s.display = display;
    s.sourceId = sourceId;
  }
  if (at > s.last) s.last = at;
}

function gather(items: readonly AliasedItem[]): Map<NodeKey, Sighting> {
  const sightings = new Map<NodeKey, Sighting>();
  for (const { identifiers, also, sourceId, at } of items) {
    for (const { node, display } of identifiers) sight(sightings, node, display, sourceId, at);
    if (also) sight(sightings, also.node, also.display, sourceId, at);
  }
  return sightings;
}

/** A first guess of the profile of each unknown identifier: that of a known one beside it, else one new for all beside it. */
function guessProfiles(items: readonly AliasedItem[], stored: Map<NodeKey, LocatedIdentifier>, total: number): Map<NodeKey, string> {
  const guess = new Map<NodeKey, string>();
  if (stored.size === total) return guess;
  for (const { identifiers, also } of items) {
    const nodes = also ? [...identifiers, also] : identifiers;
    if (nodes.every((i) => stored.has(i.node))) continue;
    const known = nodes.map((i) => stored.get(i.node)?.profileId ?? guess.get(i.node)).find((p) => p !== undefined) ?? newId();
    for (const { node } of nodes) if (!stored.has(node) && !guess.has(node)) guess.set(node, known);
  }
  return guess;
}

/** Writes unknown identifiers in key order, waiting for whoever is writing the same one. @returns those that are ours */
export async function insertIdentifiers(
  tx: TransactionSql,
  profiles: ReadonlyMap<NodeKey, string>,
  sightings: ReadonlyMap<NodeKey, Sighting>,
): Promise<Set<NodeKey>> {
  if (profiles.size === 0) return new Set();
  const keys = [...profiles.keys()].sort();
  const ends = keys.map(fromNodeKey);
  const seen = keys.map((k) => sightings.get(k) ?? { display: '', sourceId: '', first: 0, last: 0 });
  const rows = await tx<{ type: string; value: string }[]>`
    insert into identifiers (type, value, profile_id, display, source_id, first_seen_at, last_seen_at)
    select * from unnest(${texts(ends.map((e) => e.type))}::text::text[], ${texts(ends.map((e) => e.value))}::text::text[],
      ${plain(keys.map((k) => profiles.get(k) ?? ''))}::text::uuid[], ${texts(seen.map((s) => s.display))}::text::text[], ${plain(seen.map((s) => s.sourceId))}::text::uuid[],
      ${times(seen.map((s) => new Date(s.first)))}::text::timestamptz[], ${times(seen.map((s) => dayOf(s.last)))}::text::timestamptz[])
    on conflict (value, type) do nothing returning type, value`;
  return new Set(rows.map((r) => nodeKey(r.type, r.value)));
}

/**
 * Makes every identifier of the items exist and locks every profile that one of them points to, in id order. Another
 * transaction may re-point them while we wait for a lock, so they are read again until nothing new turns up.
 */
export async function claimIdentifiers(tx: TransactionSql, items: readonly AliasedItem[]): Promise<Claimed> {
  const sightings = gather(items);
  const wanted = [...sightings.keys()];
  let stored = await findIdentifiers(tx, wanted);
  const guess = guessProfiles(items, stored, wanted.length);
  const ours = await insertIdentifiers(tx, guess, sightings);
  const fresh = new Map([...guess].filter(([key]) => ours.has(key)));
  if (ours.size < guess.size) stored = await findIdentifiers(tx, wanted);

  const locked = new Map<string, LockedProfile>();
  for (const key of fresh.keys()) stored.delete(key);
  for (let round = 0; ; round++) {
    const missing = new Set([...stored.values()].map((i) => i.profileId).filter((id) => !locked.has(id)));
    if (missing.size === 0) return { sightings, stored, fresh, locked };
    if (round >= MAX_ROUNDS) throw new IdentifiersMoved();
    for (const row of await lockProfileRows(tx, missing)) locked.set(row.id, row);
    await findAgain(tx, stored);
  }
}
