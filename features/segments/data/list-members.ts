import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { allowedSet, placeholders } from '@/features/consent/core/allowed-set';
import { readCursor, writeCursor } from '@/lib/cursor';

/** The purpose and channel that filter what a caller reads (`boundTo` of consent); undefined: unfiltered. */
export type Bound = { purpose: string; channel: string } | undefined;

export type Member = { profileId: string; enteredAt: Date };

const memberPlace = z.tuple([z.uuid()]);

/**
 * Members by id, keyset-paged; a bound caller sees only those whom `may` allows now.
 */
export async function listMembers(
  tx: AnySql,
  { segmentId, cursor, limit, bound }: { segmentId: string; cursor?: string | undefined; limit: number; bound?: Bound },
): Promise<{ data: Member[]; nextCursor: string | null }> {
  const { place, values } = placeholders();
  const segment = `${place(segmentId)}::uuid`;
  const after = cursor ? ` and m.profile_id > ${place(readCursor(memberPlace, cursor)[0])}::uuid` : '';
  const members = `select m.profile_id from memberships m where m.segment_id = ${segment}${after}`;
  const allowed = bound ? ` and m.profile_id in (${allowedSet(place, { ...bound, now: new Date(), within: members })})` : '';
  const rows = await tx.unsafe<{ profile_id: string; entered_at: Date }[]>(
    `select m.profile_id, m.entered_at from memberships m where m.segment_id = ${segment}${after}${allowed} order by m.profile_id limit ${place(limit + 1)}::int`,
    values as never[],
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map((row) => ({ profileId: row.profile_id, enteredAt: row.entered_at })),
    nextCursor: rows.length > limit && last ? writeCursor([last.profile_id]) : null,
  };
}

/** How many are in the segment, and how many of them this caller may not read. `total = visible + withheld`. */
export async function countMembers(tx: AnySql, segmentId: string, bound: Bound): Promise<{ total: number; withheld: number }> {
  const { place, values } = placeholders();
  const members = `select m.profile_id from memberships m where m.segment_id = ${place(segmentId)}::uuid`;
  const allowed = bound ? `select count(*) from (${allowedSet(place, { ...bound, now: new Date(), within: members })}) a` : 'null';
  const [row] = await tx.unsafe<{ total: number; allowed: number | null }[]>(
    `select (select count(*) from (${members}) m)::float8 as total, (${allowed})::float8 as allowed`,
    values as never[],
  );
  const total = row?.total ?? 0;
  return { total, withheld: bound ? total - (row?.allowed ?? 0) : 0 };
}
