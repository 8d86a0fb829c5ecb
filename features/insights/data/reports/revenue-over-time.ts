import type { AnySql } from '@/db/client';
import { monthSql, ordersSql, type Population } from '../../core/orders-sql';
import { dayOf, monthAfter } from '../../core/period';
import { ask } from '../population';

export type RevenuePoint = { when: string; orders: number; gross: number; refunds: number; customers: number; people: number };

/** By day up to this many days, else by month. */
const MOST_DAYS = 92;
const DAY_MS = 86_400_000;

/** Revenue by UTC day or month of the period, without gaps. `customers` ordered then, `people` ordered or had a refund. */
export async function readRevenueOverTime(tx: AnySql, population: Population): Promise<{ unit: 'day' | 'month'; points: RevenuePoint[] }> {
  const { from, to } = population.period;
  const last = to !== null && to < dayOf(population.now) ? to : dayOf(population.now);
  const unit = from !== null && Date.parse(last) - Date.parse(from) < MOST_DAYS * DAY_MS ? 'day' : 'month';
  const rows = await ask<RevenuePoint>(
    tx,
    (s) => `select ${unit === 'day' ? "to_char(o.at at time zone 'UTC', 'YYYY-MM-DD')" : monthSql('o.at')} as when,
      count(*) filter (where o.is_order)::float8 as orders,
      coalesce(sum(o.value) filter (where o.is_order), 0) as gross, coalesce(sum(o.value) filter (where not o.is_order), 0) as refunds,
      count(distinct o.profile_id) filter (where o.is_order)::float8 as customers, count(distinct o.profile_id)::float8 as people
    from (${ordersSql(s, population)}) o group by 1 order by 1`,
  );
  const [first] = rows;
  if (!first) return { unit, points: [] };
  const known = new Map(rows.map((row) => [row.when, row]));
  const next = (when: string) => (unit === 'month' ? monthAfter(when, 1) : dayOf(new Date(Date.parse(when) + DAY_MS)));
  const points: RevenuePoint[] = [];
  const end = unit === 'month' ? last.slice(0, 7) : last;
  for (let when = unit === 'day' && from !== null ? from : first.when; when <= end; when = next(when))
    points.push(known.get(when) ?? { when, orders: 0, gross: 0, refunds: 0, customers: 0, people: 0 });
  return { unit, points };
}
