import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderCall } from '@/demo/orders';
import { personOf } from '@/demo/people';
import { type Invoice, readPurchases, totalPence } from '@/demo/purchases';
import type { RawEvent } from '@/features/ingest/types';
import type { Population } from '@/features/insights/core/orders-sql';
import { populationOf } from '@/features/insights/data/population';
import { readCohorts } from '@/features/insights/data/reports/cohorts';
import { readLtvTiles } from '@/features/insights/data/reports/ltv-tiles';
import { readRevenueOverTime } from '@/features/insights/data/reports/revenue-over-time';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { type TestDb, testDb } from '@/tests/integration/test-db';

let t: TestDb;
let invoices: Invoice[];
let population: Population;

/** The demo company's orders and refunds through the pipeline; figures are then compared with the invoices themselves. */
beforeAll(async () => {
  t = await testDb();
  await t.sql`insert into settings (key, value) values ('currency', '"GBP"'::jsonb) on conflict (key) do update set value = excluded.value`;
  ({ invoices } = await readPurchases(new Date()));
  const source = await makeSource(t.sql);
  const events = invoices.map((invoice, n): RawEvent => {
    const { call } = orderCall(invoice, personOf(invoice.customer, invoice.country, n));
    const { revenue, currency } = call.properties ?? {};
    const { type, event = '', messageId, timestamp } = call;
    return { type, event, messageId, timestamp, userId: `C${invoice.customer}`, properties: { revenue, currency } };
  });
  await feed(t.sql, source, events, { mode: 'import' });
  await drain(t.sql);
  await t.sql`analyze events`;
  population = await populationOf(t.sql, { range: 'all' });
}, 180_000);
afterAll(() => t.close());

const pounds = (list: readonly Invoice[]) => list.reduce((pence, i) => pence + totalPence(i), 0) / 100;

test('tiles are those of the invoices, and of the published data set', async () => {
  const tiles = await readLtvTiles(t.sql, population);
  const orders = invoices.filter((i) => !i.isRefund);
  const times = new Map<string, number>();
  for (const i of orders) times.set(i.customer, (times.get(i.customer) ?? 0) + 1);
  expect([tiles.customers, tiles.orders, tiles.gross.toFixed(2)]).toEqual([4_338, 18_532, '8911407.90']);
  expect(tiles.customers).toBe(times.size);
  expect(tiles.repeaters).toBe([...times.values()].filter((n) => n > 1).length);
  expect(tiles.refunds).toBeCloseTo(pounds(invoices.filter((i) => i.isRefund)), 4);
  expect(tiles.aov).toBeCloseTo(pounds(orders) / orders.length, 6);
});

test('months and cohorts are those of the invoices', async () => {
  const month = (i: Invoice) => i.at.toISOString().slice(0, 7);
  const { points } = await readRevenueOverTime(t.sql, population);
  for (const point of points) {
    const then = invoices.filter((i) => month(i) === point.when);
    expect(point.gross).toBeCloseTo(pounds(then.filter((i) => !i.isRefund)), 4);
    expect(point.refunds).toBeCloseTo(pounds(then.filter((i) => i.isRefund)), 4);
  }
  const first = new Map<string, string>();
  for (const i of invoices) if (!i.isRefund) first.set(i.customer, [first.get(i.customer), month(i)].filter(Boolean).sort()[0] ?? '');
  const { cohorts } = await readCohorts(t.sql, population);
  expect(cohorts.length).toBeGreaterThan(11);
  for (const cohort of cohorts) {
    const theirs = new Set([...first].filter(([, m]) => m === cohort.month).map(([customer]) => customer));
    expect(cohort.customers).toBe(theirs.size);
    const months = cohorts.map((c) => c.month);
    for (const [k, cell] of cohort.cells.entries()) {
      const then = months[months.indexOf(cohort.month) + k];
      if (!then) continue;
      const buyers = new Set(invoices.filter((i) => !i.isRefund && theirs.has(i.customer) && month(i) === then).map((i) => i.customer));
      expect(cell.buyers).toBe(buyers.size);
    }
  }
});
