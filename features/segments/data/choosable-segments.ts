import type { AnySql } from '@/db/client';
import type { SegmentState } from '../types';

/**
 * A segment as it is offered where one is chosen to be used. `whole`: it was evaluated to its end once; one that stands still without it is
 * empty. `stillSince`: when one that stands still began to, where that is known.
 */
export type ChoosableSegment = { id: string; name: string; state: SegmentState; whole: boolean; stillSince: string | null };

const MOST_SEGMENTS = 2_000;

/** The segments in use by name, or one of them. */
export async function choosableSegments(tx: AnySql, only?: string): Promise<ChoosableSegment[]> {
  const rows = await tx<(Omit<ChoosableSegment, 'stillSince'> & { stillSince: Date | null })[]>`
    select s.id, s.name, s.state, s.evaluated_at is not null as whole,
      case when s.state in ('stopped', 'failed', 'invalid') then (
        select max(a.at) from audit_log a where a.subject_type = 'segment' and a.subject_id = s.id::text
          and a.action = 'segment.alert_raised' and a.details ->> 'kind' = 'still') end as "stillSince"
    from segments s where s.status = 'active' and (${only ?? null}::uuid is null or s.id = ${only ?? null}::uuid)
    order by lower(s.name), s.id limit ${MOST_SEGMENTS}`;
  return rows.map((row) => ({ ...row, stillSince: row.stillSince?.toISOString() ?? null }));
}
