import { z } from 'zod';
import type { AnySql } from '@/db/client';
import type { SegmentState } from '@/features/segments/types';

export const overviewQuery = z.strictObject({
  days: z.coerce
    .number()
    .pipe(z.literal([7, 30, 90, 365]))
    .default(30),
});
export type OverviewDays = z.infer<typeof overviewQuery>['days'];

export type Overview = {
  /** `about`: from the planner's statistics, because counting would take long. */
  profiles: { n: number; about: boolean };
  events: { now: number; before: number };
  orders: { now: number; before: number; value: number } | null;
  /** `still`: nobody evaluates them, as they were stopped, failed, or became invalid. */
  segments: { live: number; building: number; still: number };
  /** One point a UTC day, oldest first; sources by id, the busiest first, the rest under `other`. */
  days: { day: string; bySource: Record<string, number> }[];
  sources: { id: string; name: string; n: number }[];
  topEvents: { name: string; n: number; lastDay: string }[];
  topSegments: { id: string; name: string; size: number; trend: number[]; state: SegmentState }[];
  /** No source of the company's own and no event: everything is still to be done. */
  isEmpty: boolean;
  asOf: string;
};

/** Calls that say who somebody is: bookkeeping, not behaviour. */
const UNCOUNTED = ['$identify', '$alias', '$group'];
/** Events whose values are shown as orders. */
const ORDER_EVENT = 'Order Completed';
const SHOWN_SOURCES = 4;
const EXACT_UP_TO = 50_000;

/** Figures of the first page, from roll-ups: cheap at any size. */
export async function readOverview(tx: AnySql, days: OverviewDays): Promise<Overview> {
  const since = tx`(current_date - ${days - 1}::int)`;
  const earlier = tx`(current_date - ${2 * days - 1}::int)`;
  const [profiles, totals, daily, topEvents, segments, topSegments, sources] = await Promise.all([
    countProfiles(tx),
    tx<{ events: number; events_before: number; orders: number; orders_before: number; value: number }[]>`
      select coalesce(sum(n) filter (where day >= ${since}), 0)::float8 as events,
             coalesce(sum(n) filter (where day < ${since}), 0)::float8 as events_before,
             coalesce(sum(n) filter (where day >= ${since} and name = ${ORDER_EVENT}), 0)::float8 as orders,
             coalesce(sum(n) filter (where day < ${since} and name = ${ORDER_EVENT}), 0)::float8 as orders_before,
             coalesce(sum(sum) filter (where day >= ${since} and name = ${ORDER_EVENT}), 0)::float8 as value
      from event_rollups where day >= ${earlier} and day <= current_date and name <> all(${UNCOUNTED}::text[])`,
    tx<{ day: string; source_id: string; n: number }[]>`
      select day::text as day, source_id, sum(n)::float8 as n from event_rollups
      where day >= ${since} and day <= current_date and name <> all(${UNCOUNTED}::text[]) group by day, source_id order by day`,
    tx<{ name: string; n: number; lastDay: string }[]>`
      select name, sum(n)::float8 as n, max(day)::text as "lastDay" from event_rollups
      where day >= ${since} and day <= current_date and name <> all(${UNCOUNTED}::text[]) group by name order by 2 desc, 1 limit 8`,
    tx<{ state: SegmentState; n: number }[]>`
      select state, count(*)::int as n from segments where status = 'active' group by state`,
    tx<(Overview['topSegments'][number] & { trend: string[] | null })[]>`
      select s.id, s.name, s.size::float8 as size, s.state,
             (select array_agg(t.size order by t.day) from (
                select distinct on (date_trunc('day', hour)) date_trunc('day', hour) as day, size from segment_sizes
                where segment_id = s.id and hour > now() - interval '30 days' order by date_trunc('day', hour), hour desc) t) as trend
      from segments s where s.status = 'active' order by s.size desc, s.name limit 6`,
    tx<{ id: string; name: string; own: boolean }[]>`select id, name, kind <> 'system' and status <> 'deleted' as own from sources`,
  ]);
  const total = totals[0];
  const state = (name: string) => segments.find((s) => s.state === name)?.n ?? 0;
  const { shown, points } = bySource(daily, new Map(sources.map((s) => [s.id, s.name])));
  return {
    profiles,
    events: { now: total?.events ?? 0, before: total?.events_before ?? 0 },
    orders: total && total.orders + total.orders_before > 0 ? { now: total.orders, before: total.orders_before, value: total.value } : null,
    segments: { live: state('live'), building: state('building'), still: state('stopped') + state('failed') + state('invalid') },
    days: points,
    sources: shown,
    topEvents: [...topEvents],
    topSegments: topSegments.map((s) => ({ ...s, trend: (s.trend ?? []).map(Number) })),
    isEmpty: profiles.n === 0 && !sources.some((s) => s.own) && daily.length === 0,
    asOf: new Date().toISOString(),
  };
}

async function countProfiles(tx: AnySql): Promise<Overview['profiles']> {
  const [estimate] = await tx<{ n: number }[]>`select reltuples::float8 as n from pg_class where oid = 'profiles'::regclass`;
  if (estimate && estimate.n > EXACT_UP_TO) return { n: estimate.n, about: true };
  const [row] = await tx<{ n: number }[]>`select count(*)::float8 as n from profiles`;
  return { n: row?.n ?? 0, about: false };
}

function bySource(daily: readonly { day: string; source_id: string; n: number }[], names: ReadonlyMap<string, string>) {
  const sums = new Map<string, number>();
  for (const row of daily) sums.set(row.source_id, (sums.get(row.source_id) ?? 0) + row.n);
  const ranked = [...sums].sort((a, b) => b[1] - a[1]);
  const own = new Set(ranked.slice(0, ranked.length > SHOWN_SOURCES + 1 ? SHOWN_SOURCES : ranked.length).map(([id]) => id));
  const points = new Map<string, Record<string, number>>();
  for (const { day, source_id, n } of daily) {
    const key = own.has(source_id) ? source_id : 'other';
    const point = points.get(day) ?? {};
    point[key] = (point[key] ?? 0) + n;
    points.set(day, point);
  }
  return {
    shown: ranked.filter(([id]) => own.has(id)).map(([id, n]) => ({ id, name: names.get(id) ?? id, n })),
    points: [...points].map(([day, values]) => ({ day, bySource: values })),
  };
}
