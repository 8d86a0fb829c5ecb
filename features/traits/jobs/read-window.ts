import type { Sql } from '@/db/client';
import type { Window } from '../core/clv/judge';

const BATCH = 20_000;

type Row = { x: number; recency: number; age: number; mean: number; purchases: number; revenue: number };

/**
 * What was known of everybody on `originDay` and what they did in the `days` after it, from `order_days`. Read in batches into
 * typed arrays: the log itself never enters the process.
 */
export async function readWindow(one: Sql, originDay: number, days: number, signal: AbortSignal): Promise<Window> {
  const [size] = await one<{ n: number }[]>`select count(*)::int as n from order_days where day = first_day and first_day <= ${originDay}`;
  const n = size?.n ?? 0;
  const known = { x: new Int32Array(n), recency: new Int32Array(n), age: new Int32Array(n), mean: new Float64Array(n) };
  const purchases = new Float64Array(n);
  const revenue = new Float64Array(n);
  let at = 0;
  const rows = one<Row[]>`
    select count(*) filter (where day > first_day and day <= ${originDay})::int as x, max(day) filter (where day <= ${originDay}) - first_day as recency,
      ${originDay}::int - first_day as age, coalesce(avg(amount) filter (where day > first_day and day <= ${originDay}), 0) as mean,
      count(*) filter (where day > ${originDay} and day <= ${originDay + days})::int as purchases,
      coalesce(sum(amount) filter (where day > ${originDay} and day <= ${originDay + days}), 0) as revenue
    from order_days where first_day <= ${originDay} group by profile_id, first_day`.cursor(BATCH);
  for await (const batch of rows) {
    signal.throwIfAborted();
    for (const row of batch) {
      known.x[at] = row.x;
      known.recency[at] = row.recency;
      known.age[at] = row.age;
      known.mean[at] = Math.max(0, row.mean);
      purchases[at] = row.purchases;
      revenue[at] = row.revenue;
      at += 1;
    }
  }
  return { originDay, days, known, purchases, revenue };
}
