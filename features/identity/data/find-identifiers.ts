import type { AnySql } from '@/db/client';
import { nodeKey } from '../core/normalise';
import type { NodeKey } from '../types';

export type StoredIdentifier = {
  type: string;
  value: string;
  display: string;
  profileId: string;
  sourceId: string;
  firstSeenAt: Date;
  lastSeenAt: Date;
  sharedSince: Date | null;
};

/** The stored rows of these identifiers, by node key; unknown ones are absent. One index probe each. */
export async function findIdentifiers(
  tx: AnySql,
  wanted: Iterable<{ type: string; value: string }>,
): Promise<Map<NodeKey, StoredIdentifier>> {
  const types: string[] = [];
  const values: string[] = [];
  for (const { type, value } of wanted) {
    types.push(type);
    values.push(value);
  }
  if (types.length === 0) return new Map();
  const rows = await tx<StoredIdentifier[]>`
    select i.type, i.value, i.display, i.profile_id as "profileId", i.source_id as "sourceId", i.first_seen_at as "firstSeenAt",
      i.last_seen_at as "lastSeenAt", i.shared_since as "sharedSince"
    from unnest(${types}::text[], ${values}::text[]) k(type, value)
    cross join lateral (select * from identifiers i where i.value = k.value and i.type = k.type limit 1) i`;
  return new Map(rows.map((r) => [nodeKey(r.type, r.value), r]));
}

/** All identifiers of these profiles. */
export async function identifiersOf(tx: AnySql, profileIds: readonly string[]): Promise<StoredIdentifier[]> {
  if (profileIds.length === 0) return [];
  return tx<StoredIdentifier[]>`
    select i.type, i.value, i.display, i.profile_id as "profileId", i.source_id as "sourceId", i.first_seen_at as "firstSeenAt",
      i.last_seen_at as "lastSeenAt", i.shared_since as "sharedSince"
    from unnest(${[...profileIds]}::uuid[]) p(id)
    cross join lateral (select * from identifiers i where i.profile_id = p.id offset 0) i`;
}
