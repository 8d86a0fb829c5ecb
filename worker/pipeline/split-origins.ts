import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import type { Merge } from '@/features/identity/types';

/** A split, with the ids under which its people were known before they were merged. */
export type Split = Merge & {
  /** Whose rows go along. */
  origins: string[];
  /** Of those, the ones of which records stayed behind: what stands against them stays there as well. */
  stayed: string[];
  /** Ids of which this part has records, too, but whose rows stay or go along with another part: what stands against them holds here as well. */
  shared: string[];
};

type Found = { from: string; to: string; origin: string; stayed: boolean };

/**
 * Whose rows go along with each split: those of the id that comes back, and, after a chain of merges, those of the other ids with which records of
 * this part were born. Where the records of one id are divided, its rows have one place: the part that has this id again, else the profile that was
 * split when it has such records left, else the first part. Records have moved, other rows have not.
 */
export async function withOrigins(tx: TransactionSql, splits: readonly Merge[]): Promise<Split[]> {
  const found = await tx<Found[]>`
    select s.from_id as "from", s.to_id as "to", b.id as origin,
      b.id = s.from_id or exists (select from records o where o.profile_id = s.from_id and o.birth_profile_id = b.id) as stayed
    from unnest(${plain(splits.map((s) => s.from))}::text::uuid[], ${plain(splits.map((s) => s.to))}::text::uuid[]) s(from_id, to_id)
    cross join lateral (select s.to_id as id union select r.birth_profile_id from records r where r.profile_id = s.to_id) b
    order by b.id, s.to_id`;
  const place = new Map<string, string>();
  for (const { from, to, origin, stayed } of found) {
    const key = `${from} ${origin}`;
    if (to === origin) place.set(key, to);
    else if (!place.has(key)) place.set(key, stayed ? from : to);
  }
  return splits.map(({ from, to }) => {
    const own = found.filter((f) => f.from === from && f.to === to);
    const along = own.filter((f) => place.get(`${from} ${f.origin}`) === to);
    return {
      from,
      to,
      origins: along.map((f) => f.origin),
      stayed: along.filter((f) => f.stayed).map((f) => f.origin),
      shared: own.filter((f) => !along.includes(f)).map((f) => f.origin),
    };
  });
}
