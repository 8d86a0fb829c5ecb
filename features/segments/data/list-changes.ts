import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { may } from '@/features/consent/data/may';
import { readCursor, writeCursor } from '@/lib/cursor';
import type { MembershipCause, MembershipChange } from '../types';
import type { Bound } from './count-readable';

const changePlace = z.tuple([z.int()]);

type Row = { id: string; profile_id: string; change: 'enter' | 'leave'; cause: MembershipCause; at: Date };

type Asked = { segmentId: string; cursor?: string | undefined; limit: number; order?: 'newest' | 'oldest'; bound?: Bound };

/**
 * Who entered and left, keyset-paged by the id of the change. `oldest` first is for following along: within a segment ids
 * rise in commit order, so that a reader who goes on from the last cursor misses none; its cursor is always given.
 * Who was merged away since stays named as they were. A bound caller is not shown changes of people whom `may` does not allow now.
 */
export async function listChanges(
  tx: AnySql,
  { segmentId, cursor, limit, order = 'newest', bound }: Asked,
): Promise<{ data: MembershipChange[]; nextCursor: string | null; withheld: number }> {
  const after = cursor ? readCursor(changePlace, cursor)[0] : undefined;
  const newest = order === 'newest';
  const rows = await tx<Row[]>`
    select id, coalesce(origin_profile_id, profile_id) as profile_id, change, cause, at from membership_changes
    where segment_id = ${segmentId} ${after === undefined ? tx`` : newest ? tx`and id < ${after}` : tx`and id > ${after}`}
    order by ${newest ? tx`id desc` : tx`id`} limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1)?.id ?? after;
  const ids = [...new Set(shown.map((row) => row.profile_id))];
  const visible = bound ? await may(tx, ids, bound.purpose, bound.channel, await databaseNow(tx)) : undefined;
  const data = shown
    .filter((row) => !visible || visible.has(row.profile_id))
    .map((row) => ({ id: Number(row.id), segmentId, profileId: row.profile_id, change: row.change, cause: row.cause, at: row.at }));
  const more = rows.length > limit || !newest;
  return { data, nextCursor: more && last !== undefined ? writeCursor([Number(last)]) : null, withheld: shown.length - data.length };
}
