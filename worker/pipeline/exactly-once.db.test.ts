import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { suppress } from '@/features/consent/suppression/mutations';
import type { RawEvent } from '@/features/ingest/types';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { forgetEverything, profileState, strayRows } from '@/tests/integration/profile-state';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { acquireLease } from './lease';
import { runBatch } from './run-batch';

let t: TestDb;
let source: string;
beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
});
afterAll(() => t.close());
beforeEach(() => forgetEverything(t.sql));

const track = (messageId: string, more: Partial<RawEvent> = {}): RawEvent => ({
  type: 'track',
  event: 'Seen',
  messageId,
  userId: 'u',
  timestamp: '2026-10-01T00:00:00.000Z',
  ...more,
});
const numbers = async () => {
  const rows = await t.sql<{ outcome: string; n: number }[]>`select outcome, sum(n)::int as n from source_stats group by 1`;
  return Object.fromEntries(rows.map((r) => [r.outcome, r.n]));
};

describe('exactly once', () => {
  it('stores one of fifty copies that come in at once over all lanes', async () => {
    for (let copy = 0; copy < 50; copy++)
      await feed(t.sql, source, [track('same'), track(`own-${copy}`, { userId: `u${copy}` })], { lane: () => copy % 4 });
    await drain(t.sql, { limit: 7, together: true });
    expect(await t.sql`select count(*)::int as n from events where message_id = 'same'`).toEqual([{ n: 1 }]);
    expect(await numbers()).toEqual({ received: 100, stored: 51, duplicate: 49 });
  });

  it('reads rows by their number where it gains a digit, in small batches', async () => {
    await t.sql`select setval('inbox_seq', 94)`;
    await t.sql`update inbox_lanes set cursor = 94`;
    for (let n = 0; n < 30; n++) await feed(t.sql, source, [track(`d${n}`, { userId: `d${n}` })], { lane: () => n % 2 });
    const results = await drain(t.sql, { limit: 3 });
    expect(results.length).toBeGreaterThan(5);
    expect(await t.sql`select count(*)::int as n, count(distinct message_id)::int as m from events`).toEqual([{ n: 30, m: 30 }]);
    expect(await numbers()).toEqual({ received: 30, stored: 30 });
  });

  it('takes a replay and an import in once, at any age', async () => {
    const events = [track('r1'), track('r2', { userId: 'v' })];
    await feed(t.sql, source, events);
    await drain(t.sql);
    const before = await profileState(t.sql);
    await t.sql`truncate message_keys`;
    await feed(t.sql, source, events, { mode: 'replay' });
    await feed(t.sql, source, events, { mode: 'import' });
    await drain(t.sql);
    expect(await profileState(t.sql)).toEqual(before);
    expect(await numbers()).toEqual({ received: 6, stored: 2, duplicate: 4 });
  });

  it('leaves nothing half done when a batch is cut off anywhere', async () => {
    const events = [track('c1', { anonymousId: 'a' }), track('c2', { userId: 'w', anonymousId: 'b' }), track('c3', { anonymousId: 'b' })];
    await feed(t.sql, source, events, { lane: () => 0 });
    const lease = await acquireLease(t.sql, 0, randomUUID());
    if (!lease) throw new Error('no lease');
    for (let cut = 0; cut < 30; cut++) {
      let passed = 0;
      const probe = () => {
        if (passed++ === cut) throw new Error('CONNECTION_CLOSED');
      };
      const done = await runBatch(t.sql, lease, { limit: 100, size: { average: 1 }, probe }).catch(() => undefined);
      if (done) break;
      expect(await t.sql`select 1 from events`).toHaveLength(0);
      expect(await t.sql`select 1 from profiles`).toHaveLength(0);
      expect(await t.sql`select 1 from identifiers`).toHaveLength(0);
      expect(await t.sql`select 1 from message_keys`).toHaveLength(0);
      expect(await t.sql`select 1 from rejects`).toHaveLength(0);
    }
    expect(await t.sql`select 1 from events`).toHaveLength(3);
    expect(await numbers()).toEqual({ received: 3, stored: 3 });
    await drain(t.sql);
  });

  it('sets the one event apart that the database refuses, with its text', async () => {
    // No index row holds a name of this length.
    const poison = track('poison', { userId: 'p', event: randomBytes(6000).toString('base64') });
    const events = [...Array.from({ length: 40 }, (_, i) => track(`g${i}`, { userId: `g${i % 7}` })), poison, track('last')];
    await feed(t.sql, source, events, { lane: () => 1, perRow: 1000 });
    await drain(t.sql);
    expect(await t.sql`select code, message_id from rejects`).toMatchObject([{ code: 'refused_by_database', message_id: 'poison' }]);
    expect(await t.sql`select count(*)::int as n from events`).toEqual([{ n: 41 }]);
    expect(await numbers()).toEqual({ received: 42, stored: 41, rejected: 1 });
    expect(await strayRows(t.sql)).toEqual([]);
  });

  it('takes in nothing that carries a suppressed identifier', async () => {
    await suppress(t.sql, [{ type: 'email', value: 'gone@x.io' }], 'erased');
    await feed(t.sql, source, [track('s1', { context: { traits: { email: 'Gone@X.io' } } }), track('s2')]);
    await drain(t.sql);
    expect(await t.sql`select message_id from events`).toEqual([{ message_id: 's2' }]);
    expect(await t.sql`select type, value from identifiers`).toEqual([{ type: 'user_id', value: 'u' }]);
    expect(await numbers()).toEqual({ received: 2, stored: 1, suppressed: 1 });
    await t.sql`truncate suppressions`;
  });

  it('corrects the clock of the sender, but not of an import', async () => {
    const receivedAt = new Date('2026-10-02T12:00:00.000Z');
    const wrong = { timestamp: '2026-10-01T10:00:00.000Z' };
    await feed(t.sql, source, [track('live', wrong)], { receivedAt, sentAt: '2026-10-01T10:00:05.000Z' });
    await feed(t.sql, source, [track('imported', wrong)], { receivedAt, mode: 'import' });
    await drain(t.sql);
    const rows = await t.sql`select message_id, occurred_at from events order by 1`;
    expect(rows).toEqual([
      { message_id: 'imported', occurred_at: new Date('2026-10-01T10:00:00.000Z') },
      { message_id: 'live', occurred_at: new Date('2026-10-02T11:59:55.000Z') },
    ]);
  });
});
