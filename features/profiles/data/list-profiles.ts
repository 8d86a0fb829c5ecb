import { z } from 'zod';
import { sql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { readCursor, writeCursor } from '@/lib/cursor';
import type { Page, ProfileLine } from '../types';
import { profileLines } from './profile-lines';
import { seesRestricted } from './restricted';

export type ProfileFilter = {
  sourceId?: string | undefined;
  segmentId?: string | undefined;
  consent?: { purpose: string; channel: string } | undefined;
};

const place = z.tuple([z.string().max(40).nullable(), z.uuid()]);

/** What the filter asks of a profile `p`, as SQL. */
function conditions(scope: Scope, filter: ProfileFilter) {
  const tx = sql();
  const seen = seesRestricted(scope) ? tx`` : tx`and p.restricted_at is null`;
  const source = filter.sourceId
    ? tx`and exists (select 1 from records r where r.profile_id = p.id and r.source_id = ${filter.sourceId})`
    : tx``;
  const segment = filter.segmentId
    ? tx`and exists (select 1 from memberships m where m.profile_id = p.id and m.segment_id = ${filter.segmentId})`
    : tx``;
  const consent = filter.consent
    ? tx`and exists (select 1 from consent_states c where c.profile_id = p.id and c.purpose = ${filter.consent.purpose}
        and c.channel = ${filter.consent.channel} and c.state = 'granted' and (c.expires_at is null or c.expires_at > now()))`
    : tx``;
  return tx`${seen} ${source} ${segment} ${consent}`;
}

/** Profiles by last contact, the newest first, those never seen at the end; keyset-paged and masked for the reader. */
export async function listProfiles(
  scope: Scope,
  filter: ProfileFilter & { cursor?: string | undefined; limit: number },
): Promise<Page<ProfileLine>> {
  const tx = sql();
  const after = filter.cursor ? readCursor(place, filter.cursor) : null;
  const where = conditions(scope, filter);
  type Row = { id: string; place: string | null };
  const seen = async (limit: number): Promise<Row[]> => {
    if (after && after[0] === null) return [];
    const from = after
      ? tx`and p.last_seen_at <= ${after[0]}::timestamptz and (p.last_seen_at < ${after[0]}::timestamptz or p.id > ${after[1]}::uuid)`
      : tx``;
    return tx<Row[]>`
      select p.id, to_char(p.last_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
      from profiles p where p.last_seen_at is not null ${from} ${where}
      order by p.last_seen_at desc nulls last, p.id limit ${limit}`;
  };
  const never = async (limit: number): Promise<Row[]> => {
    const from = after && after[0] === null ? tx`and p.id > ${after[1]}::uuid` : tx``;
    return tx<Row[]>`select p.id, null as place from profiles p where p.last_seen_at is null ${from} ${where} order by p.id limit ${limit}`;
  };
  const rows = await seen(filter.limit + 1);
  if (rows.length <= filter.limit) rows.push(...(await never(filter.limit + 1 - rows.length)));
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    data: await profileLines(
      tx,
      page.map((row) => row.id),
      scope.personalData,
      seesRestricted(scope),
    ),
    nextCursor: last && rows.length > filter.limit ? writeCursor([last.place, last.id]) : null,
  };
}

const COUNTED = 10_000;

/** How many profiles that the reader may see meet the filter, counted up to 10,000: `more` says that there are others. */
export async function countProfiles(scope: Scope, filter: ProfileFilter): Promise<{ count: number; more: boolean }> {
  const [row] = await sql()<{ n: number }[]>`
    select count(*)::int as n from (select 1 from profiles p where true ${conditions(scope, filter)} limit ${COUNTED + 1}) counted`;
  const n = row?.n ?? 0;
  return { count: Math.min(n, COUNTED), more: n > COUNTED };
}
