import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import type { RawEvent } from '@/features/ingest/types';
import { levelJob } from '@/features/segments/computed/jobs/level-job';
import { levelTrait } from '@/features/segments/computed/jobs/level-trait';
import { createTrait } from '@/features/segments/computed/mutations/create-trait';
import { deleteTrait, resumeTrait, stopTrait } from '@/features/segments/computed/mutations/stop-trait';
import { sweepComputed } from '@/features/segments/computed/mutations/sweep-computed';
import type { Definition } from '@/features/segments/computed/schema';
import { evaluateSegmentJob } from '@/features/segments/jobs/evaluate-segment';
import { archiveSegment } from '@/features/segments/mutations/archive-segment';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';

let t: TestDb;
let source: string;
const scope = systemScope('test');

beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
});
afterAll(() => t.close());

let n = 0;
const order = (userId: string, revenue: number, extra: Partial<RawEvent> = {}): RawEvent => ({
  type: 'track',
  event: 'Order Completed',
  messageId: `m${++n}`,
  userId,
  properties: { revenue, currency: 'EUR', brand: revenue > 15 ? 'Bold' : 'Mild' },
  ...extra,
});
const take = async (...events: RawEvent[]) => {
  await feed(t.sql, source, events);
  await drain(t.sql);
};
const create = async (name: string, definition: Definition) => {
  await t.sql.begin((tx) => createTrait(tx, scope, { name, definition }));
  await runJobs(t.url, [levelJob]);
};
const valuesOf = async (name: string) => {
  const rows = await t.sql<{ who: string; value: unknown; provenance: object | null }[]>`
    select i.value as who, p.traits->${name} as value, p.provenance->${name} as provenance
    from profiles p join identifiers i on i.profile_id = p.id and i.type = 'user_id' where p.traits ? ${name} order by 1`;
  return Object.fromEntries(rows.map((row) => [row.who, row.value]));
};

it('is computed for everybody, then with each event, and the segments on it in the same batch', async () => {
  await take(order('a', 10), order('a', 20), order('b', 5));
  await create('brand', { measure: 'most_frequent', event: 'Order Completed', of: { property: 'brand' } });
  await create('orders', { measure: 'count', event: 'Order Completed' });
  const [trait] = await t.sql`select state, people::int as people, personal from computed_traits where name = 'orders'`;
  expect(trait).toEqual({ state: 'live', people: 2, personal: false });
  expect(await valuesOf('orders')).toEqual({ a: 2, b: 1 });
  expect(await valuesOf('brand')).toEqual({ a: 'Bold', b: 'Mild' });

  const { id } = await t.sql.begin((tx) =>
    createSegment(tx, scope, { name: 'Three', rule: { kind: 'trait', trait: 'orders', op: 'gte', value: 3 } }),
  );
  await runJobs(t.url, [evaluateSegmentJob]);
  await take(order('a', 30));
  expect(await valuesOf('orders')).toEqual({ a: 3, b: 1 });
  expect(await t.sql`select change, cause from membership_changes where segment_id = ${id}`).toEqual([{ change: 'enter', cause: 'event' }]);
  expect(await levelTrait('orders')).toMatchObject({ candidates: 0, changed: 0, people: 2 });

  await expect(t.sql.begin((tx) => deleteTrait(tx, scope, 'orders'))).rejects.toMatchObject({ code: 'conflict', key: 'computed.used' });
  await t.sql.begin((tx) => archiveSegment(tx, scope, id));
});

it('follows a merge and days that go by', async () => {
  await create('since', { measure: 'days_since', which: 'last', event: 'Order Completed' });
  expect(await valuesOf('since')).toEqual({ a: 0, b: 0 });
  await sweepComputed(t.sql, new Date(Date.now() + 5 * 86_400_000));
  expect(await valuesOf('since')).toEqual({ a: 5, b: 5 });
  const mail: Partial<RawEvent> = { context: { traits: { email: 'd@example.com' } } };
  const { userId: _, ...byMail } = order('', 1, mail);
  await take(byMail, { ...byMail, messageId: 'again' }, order('d', 1));
  expect(await valuesOf('orders')).toEqual({ a: 3, b: 1, d: 1 });
  await take(order('d', 1, mail));
  expect(await valuesOf('orders')).toEqual({ a: 3, b: 1, d: 4 });
});

it('gives way where it is stopped, comes back when it is resumed, and is gone when it is deleted', async () => {
  const had = await valuesOf('orders');
  await t.sql.begin((tx) => stopTrait(tx, scope, 'orders'));
  await runJobs(t.url, [levelJob]);
  expect(await valuesOf('orders')).toEqual({});
  await take(order('c', 1));
  expect(await valuesOf('orders')).toEqual({});
  await t.sql.begin((tx) => resumeTrait(tx, scope, 'orders'));
  await runJobs(t.url, [levelJob]);
  expect(await valuesOf('orders')).toEqual({ ...had, c: 1 });
  await t.sql.begin((tx) => deleteTrait(tx, scope, 'orders'));
  await runJobs(t.url, [levelJob]);
  expect(await valuesOf('orders')).toEqual({});
  expect(
    await t.sql`select 1 from computed_traits where name = 'orders' union all select 1 from trait_definitions where name = 'orders'`,
  ).toEqual([]);
  const lines = await t.sql<{ action: string }[]>`select action from audit_log where subject_id = 'orders' order by id`;
  expect(lines.map((line) => line.action)).toEqual(['created', 'stopped', 'resumed', 'deleted'].map((what) => `computed_trait.${what}`));
});

it('takes no name that means something already, and reads no trait that is computed itself', async () => {
  await take({ type: 'identify', messageId: 'i', userId: 'a', traits: { shoe_size: 40 } });
  const count: Definition = { measure: 'count', event: 'Order Completed' };
  for (const name of ['shoe_size', 'spend', 'historic_value', 'p_alive', 'brand'])
    await expect(t.sql.begin((tx) => createTrait(tx, scope, { name, definition: count }))).rejects.toMatchObject({
      key: 'computed.nameTaken',
    });
  const definition: Definition = { ...count, window: { sinceTrait: { trait: 'brand' } } };
  await expect(t.sql.begin((tx) => createTrait(tx, scope, { name: 'later', definition }))).rejects.toMatchObject({
    key: 'computed.readsComputed',
  });
});
