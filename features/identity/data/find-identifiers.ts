import type { AnySql } from '@/db/client';
import { plain, texts } from '@/db/literals';
import { nodeKey } from '../core/normalise';
import type { NodeKey } from '../types';

/** Where an identifier points to, and what is known of its history. */
export type LocatedIdentifier = { profileId: string; firstSeenAt: Date; lastSeenAt: Date; sharedSince: Date | null };
export type StoredIdentifier = LocatedIdentifier & { type: string; value: string };

function ends(nodes: readonly NodeKey[]): { types: string; values: string } {
  const types: string[] = [];
  const values: string[] = [];
  for (const node of nodes) {
    const at = node.indexOf(':');
    types.push(node.slice(0, at));
    values.push(node.slice(at + 1));
  }
  return { types: texts(types), values: texts(values) };
}

/** Where these identifiers point to, by node; unknown ones are absent. One index probe each. */
export async function findIdentifiers(tx: AnySql, nodes: readonly NodeKey[]): Promise<Map<NodeKey, LocatedIdentifier>> {
  if (nodes.length === 0) return new Map();
  const { types, values } = ends(nodes);
  const rows = (await tx`
    select k.n::int, i.profile_id, i.first_seen_at, i.last_seen_at, i.shared_since
    from unnest(${types}::text::text[], ${values}::text::text[]) with ordinality k(type, value, n)
    cross join lateral (select * from identifiers i where i.value = k.value and i.type = k.type limit 1) i`.values()) as unknown as [
    number,
    string,
    Date,
    Date,
    Date | null,
  ][];
  const found = new Map<NodeKey, LocatedIdentifier>();
  for (const [n, profileId, firstSeenAt, lastSeenAt, sharedSince] of rows) {
    found.set(nodes[n - 1] ?? '', { profileId, firstSeenAt, lastSeenAt, sharedSince });
  }
  return found;
}

/** Looks again at identifiers found before, and corrects what another transaction has changed meanwhile. */
export async function findAgain(tx: AnySql, found: Map<NodeKey, LocatedIdentifier>): Promise<void> {
  const nodes = [...found.keys()];
  if (nodes.length === 0) return;
  const { types, values } = ends(nodes);
  const rows = await tx<{ n: number; profileId: string; sharedSince: Date | null }[]>`
    select k.n::int, i.profile_id as "profileId", i.shared_since as "sharedSince"
    from unnest(${types}::text::text[], ${values}::text::text[], ${plain([...found.values()].map((i) => i.profileId))}::text::uuid[])
      with ordinality k(type, value, profile_id, n)
    cross join lateral (select * from identifiers i where i.value = k.value and i.type = k.type limit 1) i
    where i.profile_id <> k.profile_id or i.shared_since is not null`;
  for (const { n, profileId, sharedSince } of rows) {
    const known = found.get(nodes[n - 1] ?? '');
    if (known) Object.assign(known, { profileId, sharedSince });
  }
}

/** All identifiers of these profiles. */
export async function identifiersOf(tx: AnySql, profileIds: readonly string[]): Promise<[NodeKey, StoredIdentifier][]> {
  if (profileIds.length === 0) return [];
  const rows = await tx<StoredIdentifier[]>`
    select i.type, i.value, i.profile_id as "profileId", i.first_seen_at as "firstSeenAt", i.last_seen_at as "lastSeenAt", i.shared_since as "sharedSince"
    from unnest(${plain(profileIds)}::text::uuid[]) p(id)
    cross join lateral (select * from identifiers i where i.profile_id = p.id offset 0) i`;
  return rows.map((row) => [nodeKey(row.type, row.value), row]);
}
