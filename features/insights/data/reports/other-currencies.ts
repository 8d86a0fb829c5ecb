import type { AnySql } from '@/db/client';
import { windowBounds } from '@/features/segments/conditions/event/window';
import { countedPeople, type Population } from '../../core/orders-sql';
import { windowOf } from '../../core/period';
import { ask } from '../population';

/** Orders and refunds in currencies other than the company's, which no figure counts. */
export type OtherCurrency = { currency: string; orders: number; refunds: number; gross: number };

export async function readOtherCurrencies(tx: AnySql, population: Population): Promise<OtherCurrency[]> {
  const { from, to } = windowBounds(windowOf(population.period), population.now);
  return ask<OtherCurrency>(
    tx,
    (s) => `select e.currency, count(*) filter (where e.name = 'Order Completed')::float8 as orders,
      count(*) filter (where e.name = 'Order Refunded')::float8 as refunds,
      coalesce(sum(e.value) filter (where e.name = 'Order Completed'), 0) as gross
    from events e where e.name in ('Order Completed', 'Order Refunded') and e.currency <> ${s.text(population.currency)}
    and e.occurred_at < ${s.at(to)}${from ? ` and e.occurred_at >= ${s.at(from)}` : ''}${countedPeople(s, population, 'e.profile_id')}
    group by 1 order by 2 desc, 1`,
  );
}

/** How those currencies are spelled in the orders themselves, for rules that leave them out. Read from the rows only when there are any. */
export async function otherSpellings(tx: AnySql, { currency }: Pick<Population, 'currency'>): Promise<string[]> {
  const any = await ask(
    tx,
    (s) => `select from events e where e.name in ('Order Completed', 'Order Refunded') and e.currency <> ${s.text(currency)} limit 1`,
  );
  if (any.length === 0) return [];
  const rows = await ask<{ spelling: string }>(
    tx,
    (s) => `select distinct e.properties->>'currency' as spelling from events e
    where e.name in ('Order Completed', 'Order Refunded') and e.currency <> ${s.text(currency)} order by 1`,
  );
  return rows.map((row) => row.spelling);
}
