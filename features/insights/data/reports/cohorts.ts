import type { AnySql } from '@/db/client';
import { monthSql, ordersSql, type Population } from '../../core/orders-sql';
import { dayOf, EVER, monthsBetween } from '../../core/period';
import { ask } from '../population';

/** One month since the first order: who ordered then, and the net revenue of it and of everything up to its end. */
export type CohortCell = { buyers: number; net: number; cumulative: number };

/**
 * Customers by the UTC month of their first order, as far as that lies in the period. `cells[k]` is the k-th month after it;
 * months not lived yet are missing, and the last one is `partial` for every cohort while its month goes on.
 */
export type Cohorts = { cohorts: { month: string; customers: number; cells: CohortCell[] }[]; lastMonth: string; partial: boolean };

type Row = { month: string; k: number; buyers: number; net: number };

/** Cohorts with everything they did since, up to the period's end. A refund counts in the month it was made in. */
export async function readCohorts(tx: AnySql, population: Population): Promise<Cohorts> {
  const { from, to } = population.period;
  const end = to !== null && to < dayOf(population.now) ? to : dayOf(population.now);
  const rows = await ask<Row>(
    tx,
    (s) => `with o as materialized (${ordersSql(s, population, { ...EVER, to })}),
    f as (select o.profile_id, min(o.at) as first_at from o where o.is_order group by 1
      ${from === null ? '' : `having min(o.at) >= ${s.at(new Date(`${from}T00:00:00Z`))}`}),
    m as (select f.profile_id, ${monthSql('f.first_at')} as month, date_trunc('month', f.first_at at time zone 'UTC') as first_month from f)
    select m.month, greatest(0, (extract(year from o.at at time zone 'UTC') - extract(year from m.first_month)) * 12
        + extract(month from o.at at time zone 'UTC') - extract(month from m.first_month))::int as k,
      count(distinct o.profile_id) filter (where o.is_order)::float8 as buyers,
      coalesce(sum(case when o.is_order then o.value else -o.value end), 0) as net
    from o join m using (profile_id) group by 1, 2 order by 1, 2`,
  );
  const lastMonth = end.slice(0, 7);
  const byMonth = new Map<string, Map<number, Row>>();
  for (const row of rows) byMonth.set(row.month, (byMonth.get(row.month) ?? new Map<number, Row>()).set(row.k, row));
  const cohorts = [...byMonth].map(([month, cells]) => {
    let cumulative = 0;
    return {
      month,
      customers: cells.get(0)?.buyers ?? 0,
      cells: Array.from({ length: monthsBetween(month, lastMonth) + 1 }, (_, k): CohortCell => {
        const { buyers = 0, net = 0 } = cells.get(k) ?? {};
        cumulative += net;
        return { buyers, net, cumulative };
      }),
    };
  });
  return { cohorts, lastMonth, partial: dayOf(new Date(Date.parse(end) + 86_400_000)).slice(0, 7) === lastMonth };
}
