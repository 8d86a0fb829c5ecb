import { expectedOfNew, type PurchaseModel } from './purchase-model';
import type { Steps } from './steps';

export type Tracked = { week: number; endDay: number; actual: number; predicted: number };

type Cohorts = {
  /** Customers by the day of their first purchase. */
  births: ReadonlyMap<number, number>;
  /** Repeat purchase days of these customers by day. */
  repeats: ReadonlyMap<number, number>;
};

/**
 * Cumulative repeat purchases of these customers at the end of each week, seen and expected from their first purchases alone.
 * Week n ends 7n days after `startDay`, the day before the first one counted; the last week may be short.
 */
export function* track(
  model: PurchaseModel,
  { births, repeats }: Cohorts,
  startDay: number,
  endDay: number,
  unitDays: number,
): Steps<Tracked[]> {
  const days = [...repeats].sort(([a], [b]) => a - b);
  const weeks: Tracked[] = [];
  let [actual, next] = [0, 0];
  for (let week = 1; ; week++) {
    const end = Math.min(startDay + 7 * week, endDay);
    while (next < days.length && (days[next] as [number, number])[0] <= end) actual += (days[next++] as [number, number])[1];
    let predicted = 0;
    for (const [birth, n] of births) if (birth < end) predicted += n * expectedOfNew(model, (end - birth) / unitDays);
    weeks.push({ week, endDay: end, actual, predicted });
    if (end >= endDay) return weeks;
    yield;
  }
}
