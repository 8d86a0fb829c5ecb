import type { AnySql } from '@/db/client';
import { findIdentifiers } from '@/features/identity/data/find-identifiers';
import { PROFILE_ID } from '../constants';

/** The profile of each key, of those that have one. Merged ids lead to the survivor; whose data is restricted is not found. */
export async function matchPeople(tx: AnySql, as: string, keys: readonly string[]): Promise<Map<string, string>> {
  const found = await matchEverybody(tx, as, keys);
  const free = await unrestricted(tx, found.values());
  return new Map([...found].filter(([, id]) => free.has(id)));
}

/** The same with people whose data is restricted: of whom nothing may be told, and who may only be taken away. */
export const matchEverybody = (tx: AnySql, as: string, keys: readonly string[]): Promise<Map<string, string>> =>
  as === PROFILE_ID ? byId(tx, keys) : byIdentifier(tx, keys);

/** Those of these people whose data is not restricted. */
export async function unrestricted(tx: AnySql, ids: Iterable<string>): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`select id from profiles where id = any(${[...new Set(ids)]}::uuid[]) and restricted_at is null`;
  return new Set(rows.map((row) => row.id));
}

/** An identifier that several people share says nothing of one of them. */
async function byIdentifier(tx: AnySql, keys: readonly string[]): Promise<Map<string, string>> {
  const located = await findIdentifiers(tx, keys);
  return new Map([...located].flatMap(([key, { profileId, sharedSince }]) => (sharedSince ? [] : [[key, profileId] as const])));
}

async function byId(tx: AnySql, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx<{ asked: string; id: string }[]>`
    select id as asked, id from profiles where id = any(${ids as string[]}::uuid[])
    union all select old_id, profile_id from profile_aliases where old_id = any(${ids as string[]}::uuid[])`;
  return new Map(rows.map((row) => [row.asked, row.id]));
}
