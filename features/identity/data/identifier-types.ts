import type { AnySql } from '@/db/client';

const COMMON = ['email', 'phone', 'user_id', 'anonymous_id'];
const MOST = 200;

/**
 * The kinds of identifier that people have: the four that every company knows, then the company's own by name, at most 200. Steps from
 * one type to the next in a partial index, whose condition the statement repeats word by word.
 */
export async function identifierTypes(tx: AnySql): Promise<string[]> {
  const own = tx`type not in ('email', 'phone', 'user_id', 'anonymous_id')`;
  const rows = await tx<{ type: string }[]>`
    with recursive seen as (
      (select type from identifiers where ${own} order by type limit 1)
      union all
      select (select type from identifiers where ${own} and type > seen.type order by type limit 1) from seen where seen.type is not null
    ) select type from seen where type is not null limit ${MOST}`;
  return [...COMMON, ...rows.map((row) => row.type)];
}
