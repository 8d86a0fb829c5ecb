import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { type TestDb, testDb } from '@/tests/integration/test-db';

let t: TestDb;
let source: string;

beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
});
afterAll(() => t.close());

describe('a batch', () => {
  it('turns accepted calls into events, a record, a profile and counts', async () => {
    await feed(t.sql, source, [
      { type: 'page', messageId: 'm1', anonymousId: 'a1', name: 'Home', timestamp: '2026-10-01T10:00:00.000Z' },
      {
        type: 'identify',
        messageId: 'm2',
        anonymousId: 'a1',
        userId: 'u1',
        traits: { email: ' Ann@Example.com', first_name: 'Ann', last_name: 'Lee', plan: 'pro' },
        timestamp: '2026-10-01T10:01:00.000Z',
      },
      {
        type: 'track',
        messageId: 'm3',
        userId: 'u1',
        event: 'Order Completed',
        properties: { order_id: 'A-100', revenue: 42.5, currency: 'gbp' },
        timestamp: '2026-10-02T10:00:00.000Z',
      },
      {
        type: 'track',
        messageId: 'm3',
        userId: 'u1',
        event: 'Order Completed',
        properties: { order_id: 'A-100', revenue: 42.5 },
        timestamp: '2026-10-02T10:00:00.000Z',
      },
      { type: 'track', messageId: 'm4', userId: 'null', anonymousId: '0', event: 'Nobody' },
      { type: 'track', messageId: 'm5', userId: 'u1', event: 'Too old', timestamp: '1969-12-31T23:59:59.000Z' },
      { type: 'group', messageId: 'm6', userId: 'u1', groupId: 'acme', traits: { name: 'Acme' }, timestamp: '2026-10-02T11:00:00.000Z' },
    ]);
    await drain(t.sql);
    const profiles = await t.sql`select * from profiles`;
    expect(profiles).toHaveLength(1);
    expect(profiles[0]).toMatchObject({ name: 'Ann Lee', order_count: 1, spend: 42.5, currency: 'GBP', event_count: '4' });
    expect(profiles[0]?.traits).toEqual({ email: ' Ann@Example.com', first_name: 'Ann', last_name: 'Lee', plan: 'pro' });
    const identifiers = await t.sql`select type, value from identifiers order by type`;
    expect(identifiers.map((i) => `${i.type}:${i.value}`)).toEqual(['anonymous_id:a1', 'email:ann@example.com', 'user_id:u1']);
    expect(await t.sql`select name from events order by occurred_at`).toHaveLength(4);
    expect((await t.sql`select code from rejects order by code`).map((r) => r.code)).toEqual(['no_identifier', 'time_out_of_range']);
    const stats = await t.sql`select outcome, sum(n)::int as n from source_stats group by 1`;
    expect(Object.fromEntries(stats.map((s) => [s.outcome, s.n]))).toEqual({ received: 7, stored: 4, duplicate: 1, rejected: 2 });
    expect(await t.sql`select value from search_keys`).toMatchObject([{ value: 'a-100' }]);
    expect(await t.sql`select id, traits from groups`).toEqual([{ id: 'acme', traits: { name: 'Acme' } }]);
    expect(await t.sql`select text from profile_search`).toHaveLength(1);
    expect((await t.sql`select key from records order by key`).map((r) => r.key)).toEqual(['anonymous_id:a1', 'user_id:u1']);
    expect((await t.sql`select status, a, b from links order by id`).map((l) => l.status)).toEqual(['active', 'active']);
  });
});
