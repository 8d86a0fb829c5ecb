import type { AnySql } from '@/db/client';
import { BINS } from '../../constants';
import { byPersonSql, ordersSql, type Population } from '../../core/orders-sql';
import { ask } from '../population';

/** People with a risk in `[low, high)`, the last bin up to 1; `expected` of them are expected not to buy; `value` is predicted. */
export type RiskBin = { low: number; high: number; people: number; expected: number; value: number; atRisk: number };

/** The period's customers by their probability of no purchase within the horizon. */
export type ChurnRisk = { customers: number; scored: number; bins: RiskBin[] };

/** All sums of the page are sums of these bins. */
export async function readChurnRisk(tx: AnySql, population: Population): Promise<ChurnRisk> {
  const rows = await ask<{ bin: number | null; people: number; expected: number | null; value: number | null; atRisk: number | null }>(
    tx,
    (
      s,
    ) => `select case when v.risk is not null then least(floor(v.risk * ${BINS}), ${BINS - 1})::int end as bin, count(*)::float8 as people,
      sum(v.risk::float8) as expected, sum(v.value) as value, sum(v.risk::float8 * v.value) as "atRisk"
    from (select (p.traits->>${s.text(population.riskTrait)})::numeric as risk, coalesce((p.traits->>'predicted_value_12m')::float8, 0) as value
      from (${byPersonSql(ordersSql(s, population))}) c join profiles p on p.id = c.profile_id where c.orders > 0) v group by 1`,
  );
  const known = new Map(rows.map((row) => [row.bin, row]));
  const bins = Array.from({ length: BINS }, (_, bin): RiskBin => {
    const row = known.get(bin);
    const [low, high] = [bin / BINS, (bin + 1) / BINS];
    return { low, high, people: row?.people ?? 0, expected: row?.expected ?? 0, value: row?.value ?? 0, atRisk: row?.atRisk ?? 0 };
  });
  const scored = bins.reduce((sum, bin) => sum + bin.people, 0);
  return { customers: scored + (known.get(null)?.people ?? 0), scored, bins };
}
