import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '@/db/client';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { ensureEventPartitions, ensureMonthsAhead } from './event-partitions';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

const partitions = async () =>
  (
    await t.sql<
      { name: string }[]
    >`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'events'::regclass order by 1`
  ).map((r) => r.name);

it('makes the month of any moment once, also when two processes ask at once', async () => {
  const other = connect(t.url, { max: 2 });
  const moments = ['1970-01-01T00:00:00Z', '2024-12-31T23:59:59.999Z', '2025-01-01T00:00:00Z'].map((m) => new Date(m));
  await Promise.all([ensureEventPartitions(t.sql, moments), ensureEventPartitions(other, moments)]);
  await other.end();
  expect((await partitions()).filter((p) => /1970|2024|2025/.test(p))).toEqual(['events_1970_01', 'events_2024_12', 'events_2025_01']);
  for (const at of moments) {
    await t.sql`insert into events (profile_id, occurred_at, id, record_id, source_id, received_at, type, name, message_id, properties, context)
      values (gen_random_uuid(), ${at}, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now(), 'track', 'Seen', 'm', '{}', '{}')`;
  }
  const indexes = await t.sql`select indexname from pg_indexes where tablename = 'events_1970_01'`;
  const parent = await t.sql`select indexname from pg_indexes where tablename = 'events'`;
  expect(indexes).toHaveLength(parent.length);
});

it('makes months ahead, across the end of a year', async () => {
  await ensureMonthsAhead(t.sql, 3, new Date('2030-11-15T00:00:00Z'));
  expect((await partitions()).filter((p) => /20(30|31)/.test(p))).toEqual([
    'events_2030_10',
    'events_2030_11',
    'events_2030_12',
    'events_2031_01',
    'events_2031_02',
  ]);
});
