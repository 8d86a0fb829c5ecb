import type { AnySql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { allowedSet, placeholders } from '@/features/consent/core/allowed-set';
import { cancelling } from './cancelling';

/** The purpose and channel that filter what a caller reads (`boundTo` of consent); undefined: unfiltered. */
export type Bound = { purpose: string; channel: string } | undefined;

/** How many there are, and how many of them this caller may not read. `total = visible + withheld`. */
export type MemberCount = { total: number; withheld: number };

/** Where people stand with what they belong to; `counts`: a condition on its rows `m`, if not all of them count. */
type Belonging = { table: 'memberships'; by: 'segment_id' } | { table: 'list_members'; by: 'list_id'; counts: string };

/** The numbers of several of them, in one query, which the signal cancels; one with nobody in it is not in the map. */
export async function countReadable(
  tx: AnySql,
  of: Belonging,
  ids: readonly string[],
  { bound, signal }: { bound: Bound; signal?: AbortSignal | undefined },
): Promise<Map<string, MemberCount>> {
  const { place, values } = placeholders();
  const those = `m.${of.by} = any(${place([...ids])}::uuid[])${'counts' in of ? ` and ${of.counts}` : ''}`;
  const within = `select m.profile_id from ${of.table} m where ${those}`;
  const readable = bound
    ? `left join (${allowedSet(place, { ...bound, now: await databaseNow(tx), within })}) a on a.profile_id = m.profile_id`
    : '';
  const rows = await cancelling(signal)(
    tx.unsafe<{ id: string; total: number; readable: number }[]>(
      `select m.${of.by} as id, count(*)::float8 as total, count(${bound ? 'a' : 'm'}.profile_id)::float8 as readable
    from ${of.table} m ${readable} where ${those} group by m.${of.by}`,
      values as never[],
    ),
  );
  return new Map(rows.map((row) => [row.id, { total: row.total, withheld: row.total - row.readable }]));
}
