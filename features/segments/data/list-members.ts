import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { allowedSet, placeholders } from '@/features/consent/core/allowed-set';
import { readCursor, writeCursor } from '@/lib/cursor';
import { type Bound, countReadable, type MemberCount } from './count-readable';

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
  const allowed = bound ? ` and m.profile_id in (${allowedSet(place, { ...bound, now: await databaseNow(tx), within: members })})` : '';
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

/** The numbers of one segment. */
export async function countMembers(tx: AnySql, segmentId: string, bound: Bound): Promise<MemberCount> {
  return (await countMembersOf(tx, [segmentId], bound)).get(segmentId) ?? { total: 0, withheld: 0 };
}

/** The numbers of several segments, in one query; a segment with nobody in it is not in the map. */
export const countMembersOf = (tx: AnySql, segmentIds: readonly string[], bound: Bound): Promise<Map<string, MemberCount>> =>
  countReadable(tx, { table: 'memberships', by: 'segment_id' }, segmentIds, { bound });
