import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '@/db/client';
import { readPurchases, totalPence } from '@/demo/purchases';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { dayNumber } from './core/days';
import { rfmOf } from './core/rfm';
import { makeQuintiles } from './jobs/score-everyone';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

/** Recency × frequency of the real shop on 2011-12-10, computed once by other means; R1 to R5, in each F1 to F5. */
const GRID = [
  [367, 301, 141, 47, 12],
  [203, 206, 235, 173, 51],
  [165, 185, 188, 206, 124],
  [91, 118, 169, 247, 242],
  [42, 58, 135, 194, 438],
];

it('makes the quintiles of the demo company’s real purchases exactly', async () => {
  const { invoices } = await readPurchases(new Date());
  const people = new Map<string, { last: string; orders: number; pence: number }>();
  for (const invoice of invoices.filter((i) => !i.isRefund)) {
    const one = people.get(invoice.customer) ?? { last: '', orders: 0, pence: 0 };
    people.set(invoice.customer, {
      // They come in the order of their dates.
      last: invoice.originalDate,
      orders: one.orders + 1,
      pence: one.pence + totalPence(invoice),
    });
  }
  expect(people.size).toBe(4338);
  const rows = [...people].map(([customer, { last, orders, pence }]) => ({
    // Ids in the order of the customers' numbers, which breaks ties.
    profile_id: `00000000-0000-4000-8000-${customer.padStart(12, '0')}`,
    recency: dayNumber('2011-12-10') - dayNumber(last.slice(0, 10)),
    orders,
    revenue: pence / 100,
  }));
  const one = connect(t.url, { max: 1 });
  try {
    await one`create temporary table order_sums (profile_id uuid, recency int, orders int, revenue float8)`;
    await one`insert into order_sums ${one(rows)}`;
    const cuts = await makeQuintiles(one);
    const cells = await one<
      { r: number; f: number; m: number; n: number }[]
    >`select r, f, m, count(*)::int as n from order_quintiles group by 1, 2, 3`;
    const count = (fits: (cell: { r: number; f: number; m: number }) => boolean) =>
      cells.filter(fits).reduce((sum, cell) => sum + cell.n, 0);
    expect([1, 2, 3, 4, 5].map((r) => [1, 2, 3, 4, 5].map((f) => count((c) => c.r === r && c.f === f)))).toEqual(GRID);
    expect(count((c) => c.r + c.f + c.m === 15)).toBe(348);
    expect(count((c) => c.r + c.f + c.m === 3)).toBe(185);

    // Somebody placed by the cut points alone lands in the bucket of those who are like them, or in the better one of a tie.
    const buckets = await one<
      { recency: number; orders: number; revenue: number; r: number; f: number; m: number }[]
    >`select * from order_quintiles`;
    for (const row of buckets) {
      const placed = rfmOf(row, cuts);
      expect(placed.recency).toBeGreaterThanOrEqual(row.r);
      expect(placed.frequency).toBeGreaterThanOrEqual(row.f);
      expect(placed.monetary).toBeGreaterThanOrEqual(row.m);
      expect(placed.monetary - row.m).toBeLessThanOrEqual(1);
    }
  } finally {
    await one.end();
  }
});
