import type { AnySql } from '@/db/client';
import { byPersonSql, ordersSql, type Population } from '../../core/orders-sql';
import { ask } from '../population';

/** Customers of one cell; `net` in the period, `expected` is their predicted 12-month value (null: nobody there is scored). */
export type RfmCell = { recency: number; frequency: number; customers: number; net: number; expected: number | null };

/** The period's customers by fifths of recency and frequency, which are ranked over all customers. Empty cells are left out. */
export async function readRfmGrid(tx: AnySql, population: Population): Promise<RfmCell[]> {
  return ask<RfmCell>(
    tx,
    (s) => `select (p.traits->>'rfm_recency')::int as recency, (p.traits->>'rfm_frequency')::int as frequency,
      count(*)::float8 as customers, sum(c.gross - c.refunds) as net, sum((p.traits->>'predicted_value_12m')::float8) as expected
    from (${byPersonSql(ordersSql(s, population))}) c join profiles p on p.id = c.profile_id
    where c.orders > 0 and p.traits ? 'rfm_recency' and p.traits ? 'rfm_frequency' group by 1, 2 order by 1, 2`,
  );
}
