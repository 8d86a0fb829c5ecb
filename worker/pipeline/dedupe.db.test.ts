import { afterAll, beforeAll, expect, it } from 'vitest';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { type TestDb, testDb } from '@/tests/integration/test-db';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

it('knows an event that comes again after its message key has gone, live as well as replayed', async () => {
  const source = await makeSource(t.sql);
  const old = (n: number) => ({
    type: 'track' as const,
    messageId: `m${n}`,
    userId: 'u1',
    event: 'Seen',
    timestamp: new Date(Date.now() - (29 + n) * 86_400_000).toISOString(),
  });
  const events = [old(1), old(2), old(3)];
  await feed(t.sql, source, events);
  await drain(t.sql);
  for (const mode of ['live', 'replay'] as const) {
    await t.sql`delete from message_keys`;
    await feed(t.sql, source, [...events, old(mode === 'live' ? 4 : 5)], { mode });
    const results = await drain(t.sql);
    expect(results.map(({ stored, duplicates, rejected }) => ({ stored, duplicates, rejected }))).toEqual([
      { stored: 1, duplicates: 3, rejected: 0 },
    ]);
  }
  expect(await t.sql`select id from events`).toHaveLength(5);
});
