import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addEvent, person, sourceId } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { recentEvents } from './recent-events';

let t: TestDb;
let source: string;
let plain: string;

beforeAll(async () => {
  t = await testDb();
  source = await sourceId(t.sql);
  const ann = await person(t.sql, { name: 'Ann' });
  const at = new Date().toISOString();
  const add = async (messageId: string | null, key: string) => {
    const id = await addEvent(t.sql, ann, { name: 'Order Completed', at });
    const record = randomUUID();
    await t.sql`
      insert into records (id, profile_id, birth_profile_id, source_id, key, first_seen_at, last_seen_at)
      values (${record}, ${ann}, ${ann}, ${source}, ${key}, ${at}, ${at})`;
    await t.sql`update events set record_id = ${record}, message_id = coalesce(${messageId}, message_id) where id = ${id}`;
    return id;
  };
  plain = await add(null, 'ann@example.com');
  await add('order-of-cust-4711', 'cust-4711');
  await add('bob@example.com-1', 'u-1');
  await add('+49 170 1234567', 'u-2');
});
afterAll(() => t.close());

const found = async (q: string, personalData: 'full' | 'masked' | 'none') =>
  (await recentEvents(t.sql, source, { q }, personalData)).events.length;

test('who sees everything finds events by what the person is called', async () => {
  expect(await Promise.all(['ann@', 'cust-4711', 'bob@example.com-1', '4711'].map((q) => found(q, 'full')))).toEqual([1, 1, 1, 1]);
});

test.each(['masked', 'none'] as const)('a reader with “%s” cannot confirm a guess', async (personalData) => {
  const guesses = ['ann@example.com', 'ann', 'cust-4711', 'order-of-cust-4711', 'u-1', 'bob@', 'bob@example.com-1', '+49 170 1234567'];
  expect(await Promise.all(guesses.map((q) => found(q, personalData)))).toEqual(guesses.map(() => 0));
  expect(await Promise.all(['order comp', plain].map((q) => found(q, personalData)))).toEqual([4, 1]);
});

test.each(['masked', 'none'] as const)('nor sees the person in a message id with “%s”', async (personalData) => {
  const { events } = await recentEvents(t.sql, source, {}, personalData);
  expect(events.map((e) => e.messageId).sort()).toEqual([plain, '•••', '•••', '•••'].sort());
  expect(events.map((e) => (e.raw as { messageId: string }).messageId).sort()).toEqual([plain, '•••', '•••', '•••'].sort());
  expect(JSON.stringify(events)).not.toMatch(/4711|bob@|1234567|ann@/);
});
