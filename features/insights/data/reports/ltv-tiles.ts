import type { AnySql } from '@/db/client';
import { byPersonSql, ordersSql, type Population } from '../../core/orders-sql';
import { EVER } from '../../core/period';
import { ask } from '../population';

/** Figures of the period; money in the company's currency. Null where nothing can be divided. */
export type LtvTiles = {
  customers: number;
  orders: number;
  gross: number;
  refunds: number;
  net: number;
  /** People with a refund in the period, and those with an order or a refund. */
  refunded: number;
  traded: number;
  /** Gross value of an order. */
  aov: number | null;
  /** Orders of a customer. */
  frequency: number | null;
  repeaters: number;
  repeatRate: number | null;
  daysBetween: number | null;
  /** Net revenue of the period's customers since ever, and of one of them. */
  historicTotal: number;
  historic: number | null;
};

type Row = Omit<LtvTiles, 'net' | 'aov' | 'frequency' | 'repeatRate' | 'daysBetween' | 'historic'> & { gaps: number; seconds: number };

const ratio = (a: number, b: number): number | null => (b > 0 ? a / b : null);

/** Customers are who ordered in the period. */
export async function readLtvTiles(tx: AnySql, population: Population): Promise<LtvTiles> {
  const { period } = population;
  const [row] = await ask<Row>(
    tx,
    (s) => `with c as materialized (${byPersonSql(ordersSql(s, population))}),
    h as (select coalesce(sum(case when o.is_order then o.value else -o.value end), 0) as total
      from (${ordersSql(s, population, { ...EVER, to: period.to })}) o where o.profile_id in (select c.profile_id from c where c.orders > 0))
    select count(*) filter (where c.orders > 0)::float8 as customers, coalesce(sum(c.orders), 0)::float8 as orders,
      coalesce(sum(c.gross), 0) as gross, coalesce(sum(c.refunds), 0) as refunds,
      count(*) filter (where c.refunded > 0)::float8 as refunded, count(*)::float8 as traded,
      count(*) filter (where c.orders > 1)::float8 as repeaters,
      coalesce(sum(c.orders - 1) filter (where c.orders > 1), 0)::float8 as gaps,
      coalesce(sum(extract(epoch from c.last_at - c.first_at)) filter (where c.orders > 1), 0)::float8 as seconds,
      (select h.total from h) as "historicTotal"
    from c`,
  );
  if (!row) throw new Error('An aggregate has one row');
  const { gaps, seconds, ...figures } = row;
  return {
    ...figures,
    net: row.gross - row.refunds,
    aov: ratio(row.gross, row.orders),
    frequency: ratio(row.orders, row.customers),
    repeatRate: ratio(row.repeaters, row.customers),
    daysBetween: ratio(seconds / 86_400, gaps),
    historic: ratio(row.historicTotal, row.customers),
  };
}
