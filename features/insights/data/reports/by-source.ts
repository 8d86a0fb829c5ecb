import type { AnySql } from '@/db/client';
import { byPersonSql, ordersSql, type Population } from '../../core/orders-sql';
import { EVER } from '../../core/period';
import { ask } from '../population';

/** Customers of the period by the source they were first known from; `predicted` is of those who are scored. */
export type SourceValue = {
  source: string | null;
  customers: number;
  orders: number;
  net: number;
  historic: number;
  scored: number;
  predicted: number | null;
};

const MOST_SOURCES = 50;

/** Sources by net revenue, the highest first. */
export async function readBySource(tx: AnySql, population: Population): Promise<SourceValue[]> {
  return ask<SourceValue>(
    tx,
    (s) => `with c as materialized (select * from (${byPersonSql(ordersSql(s, population))}) x where x.orders > 0),
    h as (select o.profile_id, sum(case when o.is_order then o.value else -o.value end) as net
      from (${ordersSql(s, population, { ...EVER, to: population.period.to })}) o group by 1)
    select p.traits->>'acquisition_source' as source, count(*)::float8 as customers, sum(c.orders)::float8 as orders,
      sum(c.gross - c.refunds) as net, sum(h.net) as historic,
      count(p.traits->'predicted_value_12m')::float8 as scored, sum((p.traits->>'predicted_value_12m')::float8) as predicted
    from c join profiles p on p.id = c.profile_id join h on h.profile_id = c.profile_id
    group by 1 order by 4 desc, 1 limit ${MOST_SOURCES}`,
  );
}
