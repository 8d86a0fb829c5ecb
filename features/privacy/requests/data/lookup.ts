import { sql } from '@/db/client';
import { texts } from '@/db/literals';
import { normaliseIdentifier, normaliseType } from '@/features/identity/core/normalise';
import { parseSearch } from '@/features/profiles/core/search-query';
import { findByIdentifier } from '@/features/profiles/data/find-by-identifier';
import { findProfiles } from '@/features/profiles/data/find-profiles';
import { phoneCountry } from '@/features/profiles/data/phone-country';
import { isUuid } from '@/lib/ids';
import type { GivenIdentifier } from '../types';

/** `sure`: an identifier is theirs. Otherwise the search found something alike: a person must look. */
export type Match = { profileId: string; sure: boolean; by: string[] };

const SEARCHED = 8;

/**
 * Whom these identifiers may belong to, the sure ones first. Each is tried as the type given, and without a type as every type there is, in
 * any spelling; also as an id of a profile, merged or not. What is nobody's identifier is searched for: names, order numbers, parts.
 */
export async function lookUp(given: readonly GivenIdentifier[], name: string | null): Promise<Match[]> {
  const matches = new Map<string, Match>();
  const add = (profileId: string, by: string, sure: boolean) => {
    const match = matches.get(profileId);
    if (!match) matches.set(profileId, { profileId, sure, by: [by] });
    else Object.assign(match, { sure: match.sure || sure, by: match.by.includes(by) ? match.by : [...match.by, by] });
  };
  for (const { type, value } of given) {
    const sure = await owners(type, value);
    for (const id of sure) add(id, value, true);
    if (sure.length === 0) for (const id of await search(value)) add(id, value, false);
  }
  if (name && ![...matches.values()].some((match) => match.sure)) for (const id of await search(name)) add(id, name, false);
  return [...matches.values()].sort((a, b) => Number(b.sure) - Number(a.sure));
}

async function owners(type: string, value: string): Promise<string[]> {
  const found = new Set<string>();
  if (isUuid(value)) for (const id of await byProfileId(value)) found.add(id);
  const known = normaliseType(type);
  if (known) for (const id of await findByIdentifier(`${known}:${value}`)) found.add(id);
  if (type === '') {
    for (const id of await byAnyType(value)) found.add(id);
    // A national number belongs to nobody as it stands; this finds the one that ends so.
    if (found.size === 0) for (const id of await findByIdentifier(`phone:${value}`)) found.add(id);
  }
  return [...found];
}

async function byProfileId(id: string): Promise<string[]> {
  const rows = await sql()<{ id: string }[]>`
    select id from profiles where id = ${id} union select profile_id from profile_aliases where old_id = ${id}`;
  return rows.map((row) => row.id);
}

/** One value as an identifier of any type: every spelling that the built-in types know, and as it is. */
async function byAnyType(value: string): Promise<string[]> {
  const spellings = [
    value.trim(),
    ...['email', 'phone', 'user_id'].map((type) => normaliseIdentifier(type, value)?.value),
    normaliseIdentifier('phone', value, await phoneCountry(sql()))?.value,
  ].filter((spelling) => spelling !== undefined);
  const rows = await sql()<{ id: string }[]>`
    select distinct profile_id as id from identifiers where value = any(${texts([...new Set(spellings)])}::text::text[])`;
  return rows.map((row) => row.id);
}

async function search(text: string): Promise<string[]> {
  const query = parseSearch(text);
  return query ? (await findProfiles(query, SEARCHED)).hits.map((hit) => hit.id) : [];
}
