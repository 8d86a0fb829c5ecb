import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { readCursor, writeCursor } from '@/lib/cursor';
import { MOST_INTERSECTIONS } from '../constants';
import type { Overlap } from '../types';

/** Segments by id as the picture names them, in the order given; those that are archived or gone are left out. */
async function segmentsOf(tx: AnySql, ids: readonly string[]): Promise<Overlap['segments']> {
  const rows = await tx<Overlap['segments']>`
    select id, name, size::float8 as size from segments where id = any(${[...ids]}::uuid[]) and status = 'active'`;
  return [...new Set(ids)].flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** How these segments overlap: one pass over their memberships, in which each person becomes the set of segments they are in. */
export async function readOverlap(tx: AnySql, ids: readonly string[]): Promise<Overlap> {
  const segments = await segmentsOf(tx, ids);
  const inOrder = segments.map(({ id }) => id);
  const rows = await tx<{ bits: string; count: number; now: Date }[]>`
    select bits::text as bits, count(*)::float8 as count, now() as now from (
      select bit_or(1::bigint << (s.place::int - 1)) as bits
      from unnest(${inOrder}::uuid[]) with ordinality s(id, place) join memberships m on m.segment_id = s.id
      group by m.profile_id) people
    group by people.bits order by count desc, people.bits`;
  const listed = rows.slice(0, MOST_INTERSECTIONS);
  const rest = rows.slice(MOST_INTERSECTIONS);
  return {
    segments,
    intersections: listed.map(({ bits, count }) => ({
      segmentIds: inOrder.filter((_, place) => (BigInt(bits) >> BigInt(place)) & 1n),
      count,
    })),
    rest: { intersections: rest.length, people: rest.reduce((sum, { count }) => sum + count, 0) },
    asOf: (rows[0]?.now ?? new Date()).toISOString(),
  };
}

const place = z.tuple([z.uuid()]);

/** Who is in each of the first and in none of the second, by id. */
export async function listIntersection(
  tx: AnySql,
  { within, without, cursor, limit }: { within: readonly string[]; without: readonly string[]; cursor?: string | undefined; limit: number },
): Promise<{ ids: string[]; nextCursor: string | null }> {
  // The smallest one leads, and its members are tried in the others.
  const sizes = await tx<{ id: string }[]>`select id from segments where id = any(${[...within]}::uuid[]) order by size, id`;
  const [first, ...others] = sizes.map(({ id }) => id);
  if (sizes.length < new Set(within).size) return { ids: [], nextCursor: null };
  if (first === undefined) return { ids: [], nextCursor: null };
  const after = cursor ? readCursor(place, cursor)[0] : null;
  const rows = await tx<{ id: string }[]>`
    select m.profile_id as id from memberships m
    where m.segment_id = ${first} and (${after}::uuid is null or m.profile_id > ${after}::uuid)
      and (select count(*) from memberships o where o.profile_id = m.profile_id and o.segment_id = any(${others}::uuid[])) = ${others.length}
      and not exists (select from memberships n where n.profile_id = m.profile_id and n.segment_id = any(${[...without]}::uuid[]))
    order by m.profile_id limit ${limit + 1}`;
  const ids = rows.slice(0, limit).map(({ id }) => id);
  const last = ids.at(-1);
  return { ids, nextCursor: rows.length > limit && last ? writeCursor([last]) : null };
}
