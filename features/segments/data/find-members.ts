import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { parseSearch } from '@/features/profiles/core/search-query';
import { readCursor, writeCursor } from '@/lib/cursor';
import type { Member } from './list-members';

/** `q` is looked for in what the profile search knows of a person: names, identifiers, traits marked for it. */
export type MemberSearch = { segmentId: string; sort: 'id' | 'newest' | 'oldest'; q: string; cursor?: string | undefined; limit: number };

const MOST_WORDS = 6;
const byId = z.tuple([z.uuid()]);
const byTime = z.tuple([z.iso.datetime({ offset: true, precision: 6 }), z.uuid()]);

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Members by id or by when they entered, those whose text holds every word that was typed, keyset-paged. */
export async function findMembers(
  tx: AnySql,
  { segmentId, sort, q, cursor, limit }: MemberSearch,
): Promise<{ data: Member[]; nextCursor: string | null }> {
  const words = q === '' ? [] : (parseSearch(q)?.words ?? []).slice(0, MOST_WORDS);
  if (q !== '' && words.length === 0) return { data: [], nextCursor: null };
  const patterns = words.map((word) => `%${escapeLike(word)}%`);
  const found =
    patterns.length === 0
      ? tx``
      : tx`and exists (select from profile_search f where f.profile_id = m.profile_id and f.text like all (${patterns}))`;
  const order = { id: tx`m.profile_id`, newest: tx`m.entered_at desc, m.profile_id desc`, oldest: tx`m.entered_at, m.profile_id` }[sort];
  const rows = await tx<{ profile_id: string; entered_at: Date; place: string }[]>`
    select m.profile_id, m.entered_at, to_char(m.entered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from memberships m where m.segment_id = ${segmentId} ${found} ${after()} order by ${order} limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const place = last && (sort === 'id' ? [last.profile_id] : [last.place, last.profile_id]);
  return {
    data: shown.map((row) => ({ profileId: row.profile_id, enteredAt: row.entered_at })),
    nextCursor: rows.length > limit && place ? writeCursor(place) : null,
  };

  function after() {
    if (!cursor) return tx``;
    if (sort === 'id') return tx`and m.profile_id > ${readCursor(byId, cursor)[0]}::uuid`;
    const [at, id] = readCursor(byTime, cursor);
    return sort === 'newest'
      ? tx`and (m.entered_at, m.profile_id) < (${at}::text::timestamptz, ${id}::uuid)`
      : tx`and (m.entered_at, m.profile_id) > (${at}::text::timestamptz, ${id}::uuid)`;
  }
}
