import type { AnySql } from '@/db/client';
import { normaliseIdentifier, normaliseType } from '@/features/identity/core/normalise';
import { phoneCountry } from '@/features/profiles/data/phone-country';
import type { Cluster, ClusterIdentifier } from '../types';

type Given = { type: string; value: string };

const NAME_TRAITS = ['name', 'full_name', 'fullName'] as const;

/**
 * Everything that names the people behind these profiles: those they were merged into, those merged into them, all identifiers, and what was
 * given with the request. Lock the profiles, and ask again, before acting on it.
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
  const identifiers = new Map(stored.map((row) => [`${row.type}:${row.value}`, { ...row }]));
  for (const one of await normalised(tx, given))
    if (!identifiers.has(`${one.type}:${one.value}`)) identifiers.set(`${one.type}:${one.value}`, one);
  return {
    profileIds: [...new Set([...ids, ...asked, ...merged.map((row) => row.id)])],
    identifiers: [...identifiers.values()],
    names: [...new Set(people.flatMap(namesOf))],
  };
}

/** What was given in any spelling; an unknown type is an address or a number when it reads like one. */
async function normalised(tx: AnySql, given: readonly Given[]): Promise<ClusterIdentifier[]> {
  if (given.length === 0) return [];
  const country = await phoneCountry(tx);
  return given.flatMap(({ type, value }) => {
    const types = type ? [normaliseType(type) ?? type] : ['email', 'phone', 'user_id'];
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
