import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import type { Merge } from '@/features/identity/types';

/** A split, with the ids under which its people were known before they were merged: whose rows go along. */
export type Split = Merge & { origins: string[] };

/**
 * Whose rows go along with each split: those of the id that comes back, and, after a chain of merges, those of the other ids with which records of
 * this part were born. An id of which records stayed behind keeps its rows there. Records have moved, other rows have not.
 */
export async function withOrigins(tx: TransactionSql, splits: readonly Merge[]): Promise<Split[]> {
  const rows = await tx<{ from: string; to: string; origins: string[] }[]>`
    select s.from_id as "from", s.to_id as "to", array_agg(distinct r.birth_profile_id) as origins
    from unnest(${plain(splits.map((s) => s.from))}::text::uuid[], ${plain(splits.map((s) => s.to))}::text::uuid[]) s(from_id, to_id)
    join records r on r.profile_id = s.to_id
    where not exists (select from profiles p where p.id = r.birth_profile_id)
      and not exists (select from records o where o.profile_id = s.from_id and o.birth_profile_id = r.birth_profile_id)
    group by 1, 2`;
  const found = new Map(rows.map((row) => [`${row.from} ${row.to}`, row.origins]));
  return splits.map((split) => ({ ...split, origins: [split.to, ...(found.get(`${split.from} ${split.to}`) ?? [])] }));
}
