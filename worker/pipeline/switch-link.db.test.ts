import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { RawEvent } from '@/features/ingest/types';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { forgetEverything, profileState, strayRows } from '@/tests/integration/profile-state';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { switchLink } from './switch-link';

let t: TestDb;
let source: string;
beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
  await t.sql`insert into event_definitions (name, type, aggregates) values ('Order Completed', 'track', 'ready')`;
});
afterAll(() => t.close());
beforeEach(() => forgetEverything(t.sql));

const order = (messageId: string, ids: Partial<RawEvent>, day: number): RawEvent => ({
  type: 'track',
  event: 'Order Completed',
  messageId,
  properties: { value: 10, currency: 'EUR', order_id: messageId },
  timestamp: `2026-10-0${day}T00:00:00.000Z`,
  ...ids,
});
const mail = { context: { traits: { email: 'e@x.io', city: 'Bonn' } } };

async function linkOf(a: string, b: string) {
  const [link] = await t.sql<{ id: string; profileId: string }[]>`
    select id, profile_id as "profileId" from links where a->>'value' = ${a} and b->>'value' = ${b} limit 1`;
  if (!link) throw new Error(`no link ${a} ${b}`);
  return { profileId: link.profileId, linkId: link.id };
}
const profileOf = async (value: string) =>
  (await t.sql<{ id: string }[]>`select profile_id as id from identifiers where value = ${value}`)[0]?.id;

it('splits what a link had joined, gives the old id back, and the same events do not join it again', async () => {
  await feed(t.sql, source, [order('o1', mail, 1)]);
  await drain(t.sql);
  const before = await profileOf('e@x.io');
  await feed(t.sql, source, [order('o2', { userId: 'u' }, 2), order('o3', { userId: 'u' }, 3)]);
  await drain(t.sql);
  const apart = await profileState(t.sql);
  const joining = order('o4', { userId: 'u', ...mail }, 4);
  await feed(t.sql, source, [joining]);
  await drain(t.sql);
  expect(await t.sql`select order_count, spend from profiles`).toEqual([{ order_count: 4, spend: 40 }]);
  const survivor = await profileOf('u');

  const changed = await switchLink(t.sql, { ...(await linkOf('u', 'e@x.io')), disabled: true });
  expect(changed.sort()).toEqual([before, survivor].sort());
  expect(await profileOf('e@x.io')).toBe(before);
  expect(await t.sql`select old_id from profile_aliases`).toEqual([]);
  const counts = await t.sql`select id, order_count, spend from profiles order by order_count`;
  expect(counts).toEqual([
    { id: before, order_count: 1, spend: 10 },
    { id: survivor, order_count: 3, spend: 30 },
  ]);
  const days = await t.sql`select profile_id, sum(n)::int as n from daily_aggregates group by 1 order by 2`;
  expect(days).toEqual([
    { profile_id: before, n: 1 },
    { profile_id: survivor, n: 3 },
  ]);
  expect(apart).toHaveLength(2);
  expect(await strayRows(t.sql)).toEqual([]);

  await feed(t.sql, source, [joining], { mode: 'replay' });
  await feed(t.sql, source, [order('o5', { userId: 'u', ...mail }, 5)]);
  await drain(t.sql);
  expect(await profileOf('e@x.io')).toBe(before);

  await switchLink(t.sql, { ...(await linkOf('u', 'e@x.io')), disabled: false });
  expect(await profileOf('e@x.io')).toBe(survivor);
  expect(await t.sql`select order_count from profiles`).toEqual([{ order_count: 5 }]);
  expect(await strayRows(t.sql)).toEqual([]);
});

it('keeps two identifiers apart although a third joins both', async () => {
  await feed(t.sql, source, [order('a1', { userId: 'u', ...mail }, 1)]);
  await drain(t.sql);
  await switchLink(t.sql, { ...(await linkOf('u', 'e@x.io')), disabled: true });
  await feed(t.sql, source, [order('a2', { userId: 'u', anonymousId: 'd' }, 2), order('a3', { anonymousId: 'd', ...mail }, 3)]);
  await drain(t.sql);
  expect(await profileOf('u')).not.toBe(await profileOf('e@x.io'));
  expect(await t.sql`select distinct rule from links where status = 'refused'`).toEqual([{ rule: 'kept_apart' }]);
});
