import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { feed, makeSource } from '@/tests/integration/pipeline';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { startLanes } from './lanes';
import { acquireLease, LEASE_LOST } from './pipeline/lease';
import { runBatch } from './pipeline/run-batch';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

const count = async () => (await t.sql<{ n: number }[]>`select count(*)::int as n from events`)[0]?.n;

it('processes what comes in until stopped, and gives the lanes up', async () => {
  const source = await makeSource(t.sql);
  const lanes = startLanes();
  const events = Array.from({ length: 300 }, (_, n) => ({
    type: 'track' as const,
    messageId: `m${n}`,
    userId: `u${n % 40}`,
    event: 'Seen',
  }));
  await feed(t.sql, source, events);
  await vi.waitFor(async () => expect(await count()).toBe(300), { timeout: 20_000, interval: 50 });
  await lanes.stop();
  expect(await t.sql`select lane from inbox_lanes where owner is not null`).toHaveLength(0);
});

it('refuses the late write of a worker whose lane was taken over', async () => {
  const source = await makeSource(t.sql, 'Late');
  await feed(t.sql, source, [{ type: 'track', messageId: 'late', userId: 'u1', event: 'Late' }], { lane: () => 0 });
  const first = await acquireLease(t.sql, 0, crypto.randomUUID());
  expect(await acquireLease(t.sql, 0, crypto.randomUUID())).toBeUndefined();
  await t.sql`update inbox_lanes set lease_until = now() - interval '1 second' where lane = 0`;
  const second = await acquireLease(t.sql, 0, crypto.randomUUID());
  if (!first || !second) throw new Error('no lease');
  expect(second.fence).toBeGreaterThan(first.fence);
  await expect(runBatch(t.sql, first, { limit: 10, size: { average: 1 } })).rejects.toThrow(LEASE_LOST);
  expect(await t.sql`select 1 from events where name = 'Late'`).toHaveLength(0);
  expect((await runBatch(t.sql, second, { limit: 10, size: { average: 1 } }))?.stored).toBe(1);
});
