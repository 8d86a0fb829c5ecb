import type { AnySql } from '@/db/client';
import { byPersonSql, ordersSql, type Population } from '../../core/orders-sql';
import { niceStep } from '../../core/steps';
import { ask } from '../population';

/** People with a predicted value in `[low, high)`; the first and the last bin are open (null). */
export type ValueBin = { low: number | null; high: number | null; people: number; value: number };
/** The highest so many per cent of people: everyone at or above `cutoff`, and their share of the sum. */
export type TopShare = { percent: number; people: number; cutoff: number; share: number };

/** Predicted value of the period's customers who are scored. `low` and `high` are the means of their own ranges. */
export type PredictedValue = {
  scored: number;
  total: number;
  mean: number;
  low: number | null;
  high: number | null;
  expectedOrders: number;
  bins: ValueBin[];
  topPredicted: TopShare[];
  topHistoric: TopShare[];
};

const TOPS = [1, 10, 20];
const BINS = 20;

/** Null when nobody of them is scored. */
export async function readPredictedValue(tx: AnySql, population: Population): Promise<PredictedValue | null> {
  const [row] = await ask<Omit<PredictedValue, 'bins' | 'topPredicted' | 'topHistoric'> & { p95: number }>(
    tx,
    (
      s,
    ) => `with v as materialized (select (p.traits->>'predicted_value_12m')::float8 as value, (p.traits->>'historic_value')::float8 as historic,
      (p.traits->>'predicted_value_12m_low')::float8 as low, (p.traits->>'predicted_value_12m_high')::float8 as high,
      (p.traits->>'predicted_orders_12m')::float8 as orders
    from (${byPersonSql(ordersSql(s, population))}) c join profiles p on p.id = c.profile_id
    where c.orders > 0 and p.traits ? 'predicted_value_12m')
    select count(*)::float8 as scored, sum(value) as total, avg(value) as mean, avg(low) as low, avg(high) as high,
      coalesce(sum(orders), 0) as "expectedOrders", percentile_disc(0.95) within group (order by value) as p95 from v`,
  );
  if (!row || row.scored === 0) return null;
  const [bins, topPredicted, topHistoric] = await Promise.all([
    readBins(tx, population, niceStep((row.p95 || 1) / (BINS - 1))),
    readTop(tx, population, 'predicted_value_12m'),
    readTop(tx, population, 'historic_value'),
  ]);
  const { scored, total, mean, low, high, expectedOrders } = row;
  return { scored, total, mean, low, high, expectedOrders, bins, topPredicted, topHistoric };
}

/** The trait's values of the period's scored customers, as rows `(value)`. */
const valuesSql = (orders: string, trait: 'predicted_value_12m' | 'historic_value'): string =>
  `select (p.traits->>'${trait}')::float8 as value, (p.traits->>'${trait}')::numeric as exact from (${byPersonSql(orders)}) c join profiles p on p.id = c.profile_id
    where c.orders > 0 and p.traits ? '${trait}'`;

async function readBins(tx: AnySql, population: Population, step: number): Promise<ValueBin[]> {
  const rows = await ask<{ bin: number; people: number; value: number }>(
    tx,
    (
      s,
    ) => `select greatest(0, least(floor(v.exact / ${s.numeric(step)}), ${BINS - 1}))::int as bin, count(*)::float8 as people, sum(v.value) as value
    from (${valuesSql(ordersSql(s, population), 'predicted_value_12m')}) v group by 1 order by 1`,
  );
  const known = new Map(rows.map((row) => [row.bin, row]));
  const last = rows.at(-1)?.bin ?? 0;
  return Array.from({ length: last + 1 }, (_, bin) => ({
    low: bin === 0 ? null : multiple(bin, step),
    high: bin === BINS - 1 ? null : multiple(bin + 1, step),
    people: known.get(bin)?.people ?? 0,
    value: known.get(bin)?.value ?? 0,
  }));
}

/** Without the dust of binary fractions: these numbers become bounds of rules. */
const multiple = (n: number, step: number): number => Number((n * step).toPrecision(12));

async function readTop(tx: AnySql, population: Population, trait: 'predicted_value_12m' | 'historic_value'): Promise<TopShare[]> {
  return ask<TopShare>(
    tx,
    (s) => `with v as materialized (${valuesSql(ordersSql(s, population), trait)}),
    t as (select percent, (select v.value from v order by v.value desc offset (select greatest(0, ceil(count(*) * percent / 100.0)::int - 1) from v) limit 1) as cutoff
      from unnest(array[${TOPS.join(', ')}]) percent)
    select t.percent, t.cutoff, (select count(*) from v where v.value >= t.cutoff)::float8 as people,
      coalesce((select sum(v.value) from v where v.value >= t.cutoff) / nullif((select sum(v.value) from v), 0), 0) as share
    from t where t.cutoff is not null order by t.percent`,
  );
}
