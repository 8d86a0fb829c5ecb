import type { AnySql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { maskTraits } from '@/features/profiles/core/mask';
import { traitFlags } from '@/features/profiles/data/trait-flags';
import { builtInTraits, isBuiltIn } from '../constants';

/** What these people have of these traits, masked for the reader, by profile; columns that rules read like traits too. */
export async function memberValues(
  tx: AnySql,
  personalData: PersonalData,
  { ids, traits }: { ids: readonly string[]; traits: readonly string[] },
): Promise<Map<string, Record<string, unknown>>> {
  if (ids.length === 0 || traits.length === 0) return new Map();
  const rows = await tx<{ id: string; traits: Record<string, unknown>; own: Record<string, unknown> }[]>`
    select p.id, coalesce((select jsonb_object_agg(k, p.traits -> k) from unnest(${[...traits]}::text[]) k where p.traits ? k), '{}') as traits,
      to_jsonb(p) - 'traits' - 'provenance' as own
    from profiles p where p.id = any(${[...ids]}::uuid[]) and p.restricted_at is null`;
  const flags = await traitFlags(personalData);
  return new Map(
    rows.map((row) => {
      const own = traits.filter((name) => isBuiltIn(name) && Object.hasOwn(row.own, name));
      const plain = Object.fromEntries(own.filter((name) => name !== 'name').map((name) => [name, row.own[name]]));
      const masked = maskTraits({ ...row.traits, ...(own.includes('name') ? { name: row.own.name } : {}) }, personalData, flags);
      return [row.id, { ...masked, ...plain }];
    }),
  );
}

/** Every trait a column can be made of: the company's, and the columns of the profile. */
export async function columnTraits(tx: AnySql): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`select name from trait_definitions order by name limit 500`;
  return [...new Set([...rows.map(({ name }) => name), ...Object.keys(builtInTraits)])].filter((name) => name !== 'name');
}
