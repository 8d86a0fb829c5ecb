import type { AnySql } from '@/db/client';

export type SourceStats = {
  /** One point an hour (range 24h) or a UTC day (range 30d), oldest first, without gaps. */
  points: { at: string; stored: number; duplicate: number; rejected: number; suppressed: number }[];
  totals: { received: number; stored: number; duplicate: number; rejected: number; suppressed: number };
  lastHour: string | null;
};

export type StatsRange = '24h' | '30d';

type Point = SourceStats['points'][number] & { received: number };

/** What became of a source's events over a range. */
export async function sourceStats(sql: AnySql, sourceId: string, range: StatsRange): Promise<SourceStats> {
  const unit = range === '24h' ? 'hour' : 'day';
  const steps = range === '24h' ? 23 : 29;
  const rows = await sql<(Omit<Point, 'at'> & { at: Date; lastHour: Date | null })[]>`
    select p.at, coalesce(sum(n) filter (where outcome = 'received'), 0)::float8 as received,
      coalesce(sum(n) filter (where outcome = 'stored'), 0)::float8 as stored,
      coalesce(sum(n) filter (where outcome = 'duplicate'), 0)::float8 as duplicate,
      coalesce(sum(n) filter (where outcome = 'rejected'), 0)::float8 as rejected,
      coalesce(sum(n) filter (where outcome = 'suppressed'), 0)::float8 as suppressed,
      (select max(hour) from source_stats l where l.source_id = ${sourceId} and l.outcome = 'stored' and l.n > 0) as "lastHour"
    from generate_series(date_trunc(${unit}, now()) - ${`${steps} ${unit}s`}::interval, date_trunc(${unit}, now()), ${`1 ${unit}`}::interval) as p(at)
    left join source_stats s on s.source_id = ${sourceId} and date_trunc(${unit}, s.hour) = p.at
      and s.hour >= date_trunc(${unit}, now()) - ${`${steps} ${unit}s`}::interval
    group by p.at order by p.at`;
  const sum = (key: keyof SourceStats['totals']) => rows.reduce((n, r) => n + r[key], 0);
  return {
    points: rows.map(({ at, stored, duplicate, rejected, suppressed }) => ({
      at: at.toISOString(),
      stored,
      duplicate,
      rejected,
      suppressed,
    })),
    totals: {
      received: sum('received'),
      stored: sum('stored'),
      duplicate: sum('duplicate'),
      rejected: sum('rejected'),
      suppressed: sum('suppressed'),
    },
    lastHour: rows[0]?.lastHour?.toISOString() ?? null,
  };
}
