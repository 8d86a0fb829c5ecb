import type { PendingQuery, Row } from 'postgres';
import type { AnySql } from '@/db/client';
import type { Reading } from '../core/tops';

/**
 * The changes of a segment in a time with the parts of the rule that made them, as bits, `(id, profile_id, change, cause, version, flipped)`:
 * of a rule all of whose parts must be met, those that were not met any more when somebody left, and those that had been missing when they
 * left before when somebody entered; of a rule one of whose parts is enough, the other way round.
 */
export function flippedChanges(
  tx: AnySql,
  { segmentId, from, to, readings }: { segmentId: string; from: string; to: string; readings: readonly Reading[] },
): PendingQuery<Row[]> {
  return tx`
    select c.id, c.profile_id, c.change, c.cause, c.version,
      case when v.all_of = 1 and c.change = 'leave' then v.full_mask & ~(c.marks # v.flip)
        when v.all_of = 0 and c.change = 'enter' then v.full_mask & (c.marks # v.flip)
        when v.all_of = 1 then nullif(v.full_mask & ~(before.marks # v.flip), 0)
        else nullif(v.full_mask & (before.marks # v.flip), 0) end as flipped
    from membership_changes c
    left join unnest(${readings.map((r) => r.version)}::int[], ${readings.map((r) => (r.all ? 1 : 0))}::int[], ${readings.map((r) => r.full)}::int[],
      ${readings.map((r) => r.flip)}::int[]) v(version, all_of, full_mask, flip)
      on v.version = c.version and c.marks is not null and c.cause not in ('merge', 'erasure')
    left join lateral (
      select b.marks from membership_changes b
      where v.version is not null and (v.all_of = 1) = (c.change = 'enter') and b.profile_id = c.profile_id and b.segment_id = c.segment_id
        and b.id < c.id and b.version = c.version
      order by b.id desc limit 1) before on true
    where c.segment_id = ${segmentId} and c.at >= ${from}::timestamptz and c.at < ${to}::timestamptz`;
}
