import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { readOperations } from './operations';
import { readOverview } from './overview';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

test('an installation without data is empty', async () => {
  expect(await readOverview(t.sql, 30)).toMatchObject({ isEmpty: true, orders: null, days: [], profiles: { n: 0, about: false } });
});

describe('with events', () => {
  const shop = randomUUID();
  beforeAll(async () => {
    await person(t.sql, { name: 'Ann' });
    await t.sql`insert into sources (id, name, kind) values (${shop}, 'Shop', 'sdk')`;
    await t.sql`
      insert into event_rollups (day, name, source_id, n, sum) values
        (current_date, 'Order Completed', ${shop}, 3, 120), (current_date, '$identify', ${shop}, 50, 0),
        (current_date - 6, '$page', ${shop}, 10, 0), (current_date - 7, 'Order Completed', ${shop}, 2, 10)`;
  });

  test('counts the range and the one before, bookkeeping calls left out', async () => {
    const overview = await readOverview(t.sql, 7);
    expect(overview).toMatchObject({
      isEmpty: false,
      events: { now: 13, before: 2 },
      orders: { now: 3, before: 2, value: 120 },
      sources: [{ id: shop, name: 'Shop', n: 13 }],
      topEvents: [
        { name: '$page', n: 10 },
        { name: 'Order Completed', n: 3 },
      ],
    });
    expect(overview.days.map((d) => d.bySource[shop])).toEqual([10, 3]);
  });
});

test('operations: a worker that is not seen is not alive, and requests behind the cursor do not wait', async () => {
  await t.sql`
    insert into worker_heartbeats (id, pid, host, seen_at) values (${randomUUID()}, 1, 'a', now()), (${randomUUID()}, 2, 'b', now() - interval '2 minutes')`;
  const operations = await readOperations(t.sql);
  expect(operations.workers.map((w) => [w.host, w.isAlive])).toEqual([
    ['a', true],
    ['b', false],
  ]);
  expect(operations.lanes.every((lane) => lane.waiting === 0 && lane.oldestAt === null)).toBe(true);
  expect(operations.database.bytes).toBeGreaterThan(0);
});

test('operations: what waits in lanes, jobs and destinations, and why jobs failed', async () => {
  const at = new Date(Date.now() - 60_000);
  const body = JSON.stringify({ batch: [{}, {}, {}] });
  await t.sql`insert into inbox (lane, source_id, mode, received_at, body) values (2, ${randomUUID()}, 'live', ${at}, ${body}), (2, ${randomUUID()}, 'live', now(), ${body})`;
  await t.sql`select graphile_worker.add_job('figures.later', run_at => now() + interval '1 hour')`;
  await t.sql`select graphile_worker.add_job('figures.broken', max_attempts => 1)`;
  await t.sql`
    update graphile_worker._private_jobs set attempts = 1, last_error = 'Key (email)=(ann@example.com) already exists.'
    where id = (select id from graphile_worker.jobs where task_identifier = 'figures.broken')`;
  const destination = randomUUID();
  await t.sql`
    insert into destinations (id, name, kind, status, purpose, channel, settings_encrypted)
    values (${destination}, 'Shop hook', 'webhook', 'enabled', 'marketing', 'email', '')`;
  await t.sql`
    insert into deliveries (profile_id, destination_id, kind, status, created_at) values
      (${randomUUID()}, ${destination}, 'enter', 'retry', ${at}), (${randomUUID()}, ${destination}, 'enter', 'dead', now()),
      (${randomUUID()}, ${destination}, 'enter', 'sent', now())`;
  const operations = await readOperations(t.sql);
  expect(operations.lanes.map((lane) => [lane.waiting, lane.events])).toEqual([
    [0, 0],
    [0, 0],
    [2, 6],
    [0, 0],
  ]);
  expect(operations.lanes[2]?.oldestAt).toBe(at.toISOString());
  expect(operations.jobs).toEqual([
    { name: 'figures.broken', waiting: 0, running: 0, failing: 0, failed: 1, error: 'Key … already exists.' },
    { name: 'figures.later', waiting: 1, running: 0, failing: 0, failed: 0, error: null },
  ]);
  expect(operations.deliveries).toEqual([{ id: destination, name: 'Shop hook', waiting: 1, oldestAt: at.toISOString(), dead: 1 }]);
  expect(operations.readiness).toMatchObject({ ready: true, database: true });
  expect(operations.readiness.applied).toBe(operations.readiness.expected);
});
