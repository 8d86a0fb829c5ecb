import type { AnySql } from '@/db/client';
import type { SourceKind } from '../schema';

export type SourceRow = {
  id: string;
  name: string;
  kind: SourceKind;
  status: 'enabled' | 'disabled';
  /** Events taken in and refused in the last 24 hours. */
  stored: number;
  rejected: number;
  /** Events taken in, by hour, of the last 24 hours; oldest first. */
  hourly: number[];
  /** The last hour with events. */
  lastHour: Date | null;
};

/** All sources of the company's own making, by name, with their last 24 hours. */
export async function listSources(sql: AnySql): Promise<SourceRow[]> {
  return sql<SourceRow[]>`
    with hours as (
      select h from generate_series(date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()), interval '1 hour') h
    ), sums as (
      select source_id, hour, coalesce(sum(n) filter (where outcome = 'stored'), 0)::float8 as stored,
        coalesce(sum(n) filter (where outcome = 'rejected'), 0)::float8 as rejected
      from source_stats where hour >= (select min(h) from hours) group by source_id, hour
    )
    select s.id, s.name, s.kind, s.status,
      coalesce(sum(x.stored), 0)::float8 as stored, coalesce(sum(x.rejected), 0)::float8 as rejected,
      array_agg(coalesce(x.stored, 0) order by h.h)::float8[] as hourly,
      (select max(hour) from source_stats t where t.source_id = s.id and t.outcome = 'stored' and t.n > 0) as "lastHour"
    from sources s cross join hours h left join sums x on x.source_id = s.id and x.hour = h.h
    where s.kind <> 'system' and s.status <> 'deleted'
    group by s.id order by lower(s.name), s.id`;
}
