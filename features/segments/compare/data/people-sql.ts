import type { PendingQuery, Row } from 'postgres';
import type { AnySql } from '@/db/client';
import type { Side } from '../types';

/** A segment's members, or everybody (`null`). */
export type Group = string | null;

const BUCKETS = 1_048_576;

/** How many a group has, and how many of its people are asked when about `most` are enough. */
async function sizeOf(tx: AnySql, group: Group): Promise<number> {
  const [row] = await (group
    ? tx<{ n: number }[]>`select count(*)::float8 as n from memberships where segment_id = ${group}`
    : tx<{ n: number }[]>`select count(*)::float8 as n from profiles where restricted_at is null`);
  return row?.n ?? 0;
}

/**
 * The people of two groups as `(side, id)`, 0 and 1. Of a group with more than `most`, those whose id's hash is low: by chance as far as any
 * trait goes, and the same ones each time.
 */
export async function peopleOf(
  tx: AnySql,
  { a, b, most }: { a: string; b: Group; most: number },
): Promise<{ people: PendingQuery<Row[]>; sizes: { a: number; b: number }; sampled: { a: boolean; b: boolean } }> {
  const sizes = { a: await sizeOf(tx, a), b: await sizeOf(tx, b) };
  const below = (n: number) => (n > most ? Math.ceil((most / n) * BUCKETS) : BUCKETS);
  const side = (group: Group, number: 0 | 1, n: number) =>
    group
      ? tx`select ${number}::int as side, profile_id as id from memberships
          where segment_id = ${group} and (uuid_hash(profile_id) & ${BUCKETS - 1}::int) < ${below(n)}::int`
      : tx`select ${number}::int as side, id from profiles
          where restricted_at is null and (uuid_hash(id) & ${BUCKETS - 1}::int) < ${below(n)}::int`;
  return {
    people: tx`${side(a, 0, sizes.a)} union all ${side(b, 1, sizes.b)}`,
    sizes,
    sampled: { a: sizes.a > most, b: sizes.b > most },
  };
}

/** A group's part of an answer, once it is known how many were asked. */
export const sideOf = (asked: number, size: number, sampled: boolean): Side => ({ asked, size, sampled });
