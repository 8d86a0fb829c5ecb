import type { AnySql } from '@/db/client';

export type SizePoint = { at: string; size: number; entered: number; left: number };

/** Longest list of points a chart gets. */
const MOST_POINTS = 400;

/** Size of a segment at the end of each hour (or day, over longer times) in which it changed, oldest first. */
export async function sizeHistory(tx: AnySql, segmentId: string, days: number): Promise<SizePoint[]> {
  const step = days > 14 ? 'day' : 'hour';
  const rows = await tx<{ at: Date; size: number; entered: number; left: number }[]>`
    select date_trunc(${step}, hour) as at, (array_agg(size order by hour desc))[1]::float8 as size,
           sum(entered)::float8 as entered, sum("left")::float8 as left
    from segment_sizes
    where segment_id = ${segmentId} and hour >= now() - make_interval(days => ${days})
    group by 1 order by 1 desc limit ${MOST_POINTS}`;
  return rows.reverse().map(({ at, ...row }) => ({ at: at.toISOString(), ...row }));
}
