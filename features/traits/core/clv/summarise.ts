import type { Histories } from './histories';

/** Purchases, one a line in any order: customers numbered from 0, whole days, amounts. */
export type PurchaseLog = { customer: Int32Array; day: Int32Array; amount: Float64Array };

/** What the model reads of each customer who had bought by the end, in the order of `customer`. */
export type Summaries = Histories & {
  customer: Int32Array;
  firstDay: Int32Array;
  /** Mean amount of the repeat purchase days; 0 without one. */
  mean: Float64Array;
  /** Everything bought until the end. */
  total: Float64Array;
};

/** Purchases of one customer on one day as one, ascending by (customer, day). */
export function byDay(log: PurchaseLog): PurchaseLog {
  const order = Int32Array.from(log.customer.keys()).sort(
    (i, j) => (log.customer[i] as number) - (log.customer[j] as number) || (log.day[i] as number) - (log.day[j] as number) || i - j,
  );
  const customer: number[] = [];
  const day: number[] = [];
  const amount: number[] = [];
  for (const i of order) {
    const last = customer.length - 1;
    if (last >= 0 && customer[last] === log.customer[i] && day[last] === log.day[i])
      amount[last] = (amount[last] ?? 0) + (log.amount[i] ?? 0);
    else {
      customer.push(log.customer[i] as number);
      day.push(log.day[i] as number);
      amount.push(log.amount[i] as number);
    }
  }
  return { customer: Int32Array.from(customer), day: Int32Array.from(day), amount: Float64Array.from(amount) };
}

/** Sums up what each customer had bought by the end of `endDay`. The log is one of `byDay`. */
export function summarise({ customer, day, amount }: PurchaseLog, endDay: number): Summaries {
  const rows: { customer: number; firstDay: number; last: number; x: number; repeat: number; total: number }[] = [];
  for (let i = 0; i < customer.length; i++) {
    if ((day[i] as number) > endDay) continue;
    const row = rows.at(-1);
    if (row && row.customer === customer[i]) {
      row.x += 1;
      row.last = day[i] as number;
      row.repeat += amount[i] as number;
      row.total += amount[i] as number;
    } else {
      const first = day[i] as number;
      rows.push({ customer: customer[i] as number, firstDay: first, last: first, x: 0, repeat: 0, total: amount[i] as number });
    }
  }
  return {
    customer: Int32Array.from(rows, (r) => r.customer),
    firstDay: Int32Array.from(rows, (r) => r.firstDay),
    x: Int32Array.from(rows, (r) => r.x),
    recency: Int32Array.from(rows, (r) => r.last - r.firstDay),
    age: Int32Array.from(rows, (r) => endDay - r.firstDay),
    mean: Float64Array.from(rows, (r) => (r.x > 0 ? r.repeat / r.x : 0)),
    total: Float64Array.from(rows, (r) => r.total),
  };
}

/** Purchase days and amounts of the same customers after `fromDay` until the end of `toDay`. */
export function whatFollowed(
  { customer, day, amount }: PurchaseLog,
  summaries: Summaries,
  fromDay: number,
  toDay: number,
): { purchases: Float64Array; revenue: Float64Array } {
  const place = new Map([...summaries.customer].map((c, i) => [c, i]));
  const purchases = new Float64Array(place.size);
  const revenue = new Float64Array(place.size);
  for (let i = 0; i < customer.length; i++) {
    const at = place.get(customer[i] as number);
    if (at === undefined || (day[i] as number) <= fromDay || (day[i] as number) > toDay) continue;
    purchases[at] = (purchases[at] as number) + 1;
    revenue[at] = (revenue[at] as number) + (amount[i] as number);
  }
  return { purchases, revenue };
}
