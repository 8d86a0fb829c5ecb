import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { may } from '@/features/consent/data/may';
import { readCursor, writeCursor } from '@/lib/cursor';
import { changesUntil, settledUntil } from '../mutations/barrier';
import type { MembershipCause, MembershipChange } from '../types';
import type { Bound } from './count-readable';

/** The moment of a change and its id. Cursors used to be ids alone, and are still read. */
const changePlace = z.union([z.tuple([z.iso.datetime(), z.int()]), z.tuple([z.int()])]);

type Place = { moment: string; id: number };
type Row = { id: string; profile_id: string; change: 'enter' | 'leave'; cause: MembershipCause; at: Date; moment: string };

type Asked = { segmentId: string; cursor?: string | undefined; limit: number; order?: 'newest' | 'oldest'; bound?: Bound };

/**
 * The place that a cursor names. One that is an id alone is of the time when ids, and not moments, were in the order of committing: its
 * place lies before (after) everything that had still to come, so that some changes are given again and none is left out.
 */
async function placeOf(
  tx: AnySql,
  segmentId: string,
  cursor: string,
  { newest, settled }: { newest: boolean; settled: Date },
): Promise<Place> {
  const place = readCursor(changePlace, cursor);
  if (place.length === 2) return { moment: place[0], id: place[1] };
  const [row] = newest
    ? await tx<{ moment: string | null }[]>`
        select to_char(max(at) at time zone 'UTC', ${MOMENT}) as moment from membership_changes where segment_id = ${segmentId} and id < ${place[0]}`
    : await tx<{ moment: string | null }[]>`
        select to_char(min(at) at time zone 'UTC', ${MOMENT}) as moment from membership_changes where segment_id = ${segmentId} and id > ${place[0]}`;
  if (newest) return { moment: row?.moment ?? '-infinity', id: Number.MAX_SAFE_INTEGER };
  return { moment: row?.moment ?? settled.toISOString(), id: 0 };
}

/** To the microsecond, so that a place is that of exactly one change. */
const MOMENT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';

/**
 * Who entered and left, keyset-paged by moment and id of the change. `oldest` first is for following along: it goes as far as nobody is
 * evaluating any more, so that a reader who goes on from the last cursor misses none; its cursor is always given.
 * Who was merged away since stays named as they were. A bound caller is not shown changes of people whom `may` does not allow now.
 */
export async function listChanges(
  tx: AnySql,
  { segmentId, cursor, limit, order = 'newest', bound }: Asked,
): Promise<{ data: MembershipChange[]; nextCursor: string | null; withheld: number }> {
  const newest = order === 'newest';
  const settled = (await changesUntil(tx)) ?? (await settledUntil(tx));
  const after = cursor ? await placeOf(tx, segmentId, cursor, { newest, settled }) : undefined;
  const beyond = after && tx`(${after.moment}::text::timestamptz, ${after.id}::bigint)`;
  const from = beyond ? (newest ? tx`and (at, id) < ${beyond}` : tx`and (at, id) > ${beyond}`) : tx``;
  const rows = await tx<Row[]>`
    select id, coalesce(origin_profile_id, profile_id) as profile_id, change, cause, at, to_char(at at time zone 'UTC', ${MOMENT}) as moment
    from membership_changes
    where segment_id = ${segmentId} ${from} ${newest ? tx`` : tx`and at < ${settled.toISOString()}::text::timestamptz`}
    order by ${newest ? tx`at desc, id desc` : tx`at, id`} limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const final = shown.at(-1);
  const last = final ? { moment: final.moment, id: Number(final.id) } : after;
  const ids = [...new Set(shown.map((row) => row.profile_id))];
  const visible = bound ? await may(tx, ids, bound.purpose, bound.channel, await databaseNow(tx)) : undefined;
  const data = shown
    .filter((row) => !visible || visible.has(row.profile_id))
    .map((row) => ({ id: Number(row.id), segmentId, profileId: row.profile_id, change: row.change, cause: row.cause, at: row.at }));
  const more = rows.length > limit || !newest;
  return { data, nextCursor: more && last ? writeCursor([last.moment, last.id]) : null, withheld: shown.length - data.length };
}
