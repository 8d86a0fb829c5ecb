import type { AnySql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { allowedSet, type Placer, placeholders } from '../core/allowed-set';
import type { Eligibility } from '../types';

type Ask = { purpose: string; channel: string };

/** How many members of a segment may be used for this purpose on this channel now, and how many may not, by reason. */
export const eligibility = (tx: AnySql, ask: Ask & { segmentId: string }): Promise<Eligibility> =>
  eligibilityIn(tx, (place) => `select profile_id from memberships where segment_id = ${place(ask.segmentId)}::uuid`, ask);

/**
 * The same of any set of people, given as SQL `select profile_id …` of distinct ids. `total = eligible + Σ reasons`. The reasons are those
 * of `core/may.ts`; a test holds them together.
 */
export async function eligibilityIn(tx: AnySql, people: (place: Placer) => string, { purpose, channel }: Ask): Promise<Eligibility> {
  const { place, values } = placeholders();
  const now = await databaseNow(tx);
  const members = `select profile_id from audience`;
  const audience = people(place);
  const allowed = allowedSet(place, { purpose, channel, now, within: members });
  const [p, c, at] = [place(purpose), place(channel), place(now.toISOString())];
  const rows = await tx.unsafe<{ reason: string; n: number }[]>(
    `with audience as materialized (${audience}), allowed as materialized (${allowed})
     select case when a.profile_id is not null then 'allowed'
       when not exists (select from purposes where key = ${p}::text) then 'unknown_purpose'
       when not exists (select from channels where key = ${c}::text) then 'unknown_channel'
       when exists (select from purposes where key = ${p}::text and archived) then 'archived_purpose'
       when exists (select from channels where key = ${c}::text and archived) then 'archived_channel'
       when h.restricted_at is not null then 'restricted'
       when h.objected_at is not null and exists (select from purposes where key = ${p}::text and marketing) then 'objected'
       when s.state is null then 'no_consent'
       when s.state in ('denied', 'withdrawn') then s.state
       when s.state <> 'granted' then 'malformed'
       when s.since > ${at}::timestamptz then 'not_yet_valid' else 'expired' end as reason, count(*)::float8 as n
     from audience m
     left join allowed a on a.profile_id = m.profile_id
     left join profiles h on h.id = m.profile_id and (h.restricted_at is not null or h.objected_at is not null)
     left join consent_states s on s.profile_id = m.profile_id and s.purpose = ${p}::text and s.channel = ${c}::text
     group by 1`,
    values as never[],
  );
  const { allowed: eligible = 0, ...reasons } = Object.fromEntries(rows.map((r) => [r.reason, r.n]));
  return { total: rows.reduce((sum, r) => sum + r.n, 0), eligible, reasons };
}
