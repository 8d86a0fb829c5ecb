import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import type { Merge } from '@/features/identity/types';

/** A split, with the ids under which its people were known before they were merged. */
export type Split = Merge & {
  /** Whose rows go along. */
  origins: string[];
  /** The profile that was split, and those of which records stayed behind: what stands against them stays there as well. */
  stayed: string[];
  /**
   * Ids of which this part has records, too, but whose rows stay or go along with another part, and those of which nobody has records: what
   * stands against them holds here as well.
   */
  shared: string[];
  /** Ids that nobody has again although more than one may be them: what they allowed holds for nobody. */
  divided: string[];
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
    from ${listed(tx, splits)} s(from_id, to_id)
    cross join lateral (select s.to_id as id union select r.birth_profile_id from records r where r.profile_id = s.to_id) b
    order by b.id, s.to_id`;
  const left = await leftBehind(tx, splits);
  const place = new Map<string, string>();
  for (const { from, to, origin, stayed } of found) {
    const key = `${from} ${origin}`;
    if (to === origin) place.set(key, to);
    else if (!place.has(key)) place.set(key, stayed ? from : to);
  }
  return splits.map(({ from, to }) => {
    const own = found.filter((f) => f.from === from && f.to === to);
    const along = own.filter((f) => place.get(`${from} ${f.origin}`) === to);
    const { stayed = [], unclaimed = [] } = left.get(from) ?? {};
    const isDivided = ({ origin, stayed: some }: Found) =>
      place.get(`${from} ${origin}`) !== origin && (some || found.some((f) => f.from === from && f.origin === origin && f.to !== to));
    return {
      from,
      to,
      origins: along.map((f) => f.origin),
      stayed: [from, ...stayed],
      shared: [...own.filter((f) => !along.includes(f)).map((f) => f.origin), ...unclaimed],
      divided: [...own.filter(isDivided).map((f) => f.origin), ...unclaimed],
    };
  });
}

type Left = { from: string; stayed: string[]; unclaimed: string[] };

/** Of each profile that is split: as whom it is known by the records left, and of whom it has statements but neither it nor a part any record. */
async function leftBehind(tx: TransactionSql, splits: readonly Merge[]): Promise<Map<string, Left>> {
  const rows = await tx<Left[]>`
    select f.id as "from", array(select distinct birth_profile_id from records where profile_id = f.id) as stayed, array(
      select o.id from (
        select origin_profile_id as id from consent_ledger where profile_id = f.id
        union select origin_profile_id from restrictions where profile_id = f.id) o
      where o.id <> f.id and o.id <> all(f.parts)
        and not exists (select from records r where r.profile_id = any(f.id || f.parts) and r.birth_profile_id = o.id)) as unclaimed
    from (select from_id as id, array_agg(to_id) as parts from ${listed(tx, splits)} s(from_id, to_id) group by 1) f`;
  return new Map(rows.map((row) => [row.from, row]));
}

const listed = (tx: TransactionSql, splits: readonly Merge[]) =>
  tx`unnest(${plain(splits.map((s) => s.from))}::text::uuid[], ${plain(splits.map((s) => s.to))}::text::uuid[])`;
