import type { AnySql } from '@/db/client';
import { plain, texts } from '@/db/literals';
import { normaliseIdentifier, normaliseType } from '@/features/identity/core/normalise';
import { phoneCountry } from '@/features/profiles/data/phone-country';
import type { Cluster, ClusterIdentifier } from '../types';

type Given = { type: string; value: string };

const NAME_TRAITS = ['name', 'full_name', 'fullName'] as const;

/**
 * Everything that names the people behind these profiles: those they were merged into, those merged into them, all identifiers, and what was
 * given with the request and is nobody else's: what is given proves nothing. Lock the profiles, and ask again, before acting on it.
 */
export async function clusterOf(tx: AnySql, profileIds: readonly string[], given: readonly Given[] = []): Promise<Cluster> {
  const asked = [...profileIds];
  const survivors = await tx<{ id: string }[]>`
    select coalesce(a.profile_id, p.id) as id from unnest(${asked}::uuid[]) p(id) left join profile_aliases a on a.old_id = p.id`;
  const ids = [...new Set(survivors.map((row) => row.id))];
  const merged = await tx<{ id: string }[]>`select old_id as id from profile_aliases where profile_id = any(${ids}::uuid[])`;
  const stored = await tx<ClusterIdentifier[]>`
    select i.type, i.value, i.display, i.shared_since is not null or i.type = 'shared_anonymous_id' as shared
    from identifiers i where i.profile_id = any(${ids}::uuid[])`;
  const people = await tx<{ name: string | null; traits: Record<string, unknown> }[]>`
    select name, traits from profiles where id = any(${ids}::uuid[])`;
  const identifiers = new Map(stored.map((row) => [keyOf(row), { ...row }]));
  const further = (await normalised(tx, given)).filter((one) => !identifiers.has(keyOf(one)));
  const held = await heldByOthers(tx, ids, further);
  for (const one of further) if (!held.has(keyOf(one))) identifiers.set(keyOf(one), one);
  return {
    profileIds: [...new Set([...ids, ...asked, ...merged.map((row) => row.id)])],
    identifiers: [...identifiers.values()],
    names: [...new Set(people.flatMap(namesOf))],
  };
}

/** How many identifiers that were given are somebody else's, or a device's that several use. An erasure leaves them alone. */
export async function countOthers(tx: AnySql, profileIds: readonly string[], given: readonly Given[]): Promise<number> {
  return (await heldByOthers(tx, profileIds, await normalised(tx, given))).size;
}

async function heldByOthers(tx: AnySql, ids: readonly string[], given: readonly Given[]): Promise<Set<string>> {
  if (given.length === 0) return new Set();
  const rows = await tx<Given[]>`
    select g.type, g.value
    from unnest(${texts(given.map((one) => one.type))}::text::text[], ${texts(given.map((one) => one.value))}::text::text[]) g(type, value)
    where exists (
      select 1 from identifiers i
      where i.value = g.value and (i.type = g.type or (g.type = 'anonymous_id' and i.type = 'shared_anonymous_id'))
        and (i.profile_id <> all(${plain(ids)}::text::uuid[]) or i.shared_since is not null or i.type = 'shared_anonymous_id'))`;
  return new Set(rows.map(keyOf));
}

const keyOf = ({ type, value }: Given): string => `${type}:${value}`;

/** What was given in any spelling. Without a type it is an address or a number when it reads like one; else nobody knows whose it would be. */
async function normalised(tx: AnySql, given: readonly Given[]): Promise<ClusterIdentifier[]> {
  if (given.length === 0) return [];
  const country = await phoneCountry(tx);
  return given.flatMap(({ type, value }) => {
    const types = type ? [normaliseType(type) ?? type] : ['email', 'phone'];
    const found = types.map((one) => normaliseIdentifier(one, value, country)).find((one) => one !== undefined);
    return found ? [{ ...found, shared: false }] : [];
  });
}

/** First and last name together, never one of them: it would be found in everybody's texts. */
function namesOf({ name, traits }: { name: string | null; traits: Record<string, unknown> }): string[] {
  const text = (key: string) => (typeof traits[key] === 'string' ? (traits[key] as string).trim() : '');
  const pairs = [
    [text('first_name'), text('last_name')],
    [text('firstName'), text('lastName')],
  ].map((parts) => (parts.every(Boolean) ? parts.join(' ') : ''));
  return [name?.trim() ?? '', ...NAME_TRAITS.map(text), ...pairs].filter((one) => one.length >= 5 && /\s/.test(one));
}
