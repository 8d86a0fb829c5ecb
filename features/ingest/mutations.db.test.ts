import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDb } from '@/tests/integration/test-db';
import { LANES } from './constants';
import { appendToInbox, recordRejects } from './mutations';
import { dropPassedInboxPartitions, makeInboxPartitions } from './partitions';
import type { InboxRow } from './types';

let t: Awaited<ReturnType<typeof testDb>>;
const sourceId = '00000000-0000-4000-8000-000000000001';
const row = (lane: number, body = '{"batch":[]}'): InboxRow => ({ lane, sourceId, mode: 'live', receivedAt: new Date(), body });

beforeAll(async () => {
  t = await testDb();
});
afterAll(async () => t.close());
beforeEach(async () => {
  await t.sql`delete from inbox`;
});

describe('appendToInbox', () => {
  it('keeps every byte of the body', async () => {
    const body = JSON.stringify({ batch: [{ a: 'tab\t line\n back\\slash \\N "quote" \u{1f600} ü', b: '\\.' }] });
    await t.sql.begin((tx) => appendToInbox(tx, [row(1, body), row(2, '\\.')]));
    const rows = await t.sql`select lane, body from inbox order by seq`;
    expect(rows.map((r) => [r.lane, r.body])).toEqual([
      [1, body],
      [2, '\\.'],
    ]);
  });

  it('never shows a reader a row before all rows of lower seq', async () => {
    let open = true;
    const seen: number[][] = [];
    const reader = (async () => {
      while (open) seen.push((await t.sql<{ seq: number }[]>`select seq::int as seq from inbox order by seq`).map((r) => r.seq));
    })();
    await Promise.all(Array.from({ length: 60 }, (_, i) => t.sql.begin((tx) => appendToInbox(tx, [row(i % LANES), row(0)]))));
    open = false;
    await reader;
    const all = (await t.sql<{ seq: number }[]>`select seq::int as seq from inbox order by seq`).map((r) => r.seq);
    expect(all).toHaveLength(120);
    for (const part of seen) expect(part).toEqual(all.slice(0, part.length));
  });

  it('wakes a listener after the commit', async () => {
    let wake = () => {};
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const listening = await t.sql.listen('tessera_inbox', () => wake());
    await t.sql.begin((tx) => appendToInbox(tx, [row(0)]));
    await woken;
    await listening.unlisten();
  });

  it('fails, and does not hang, when the database refuses a row', async () => {
    await expect(t.sql.begin((tx) => appendToInbox(tx, [{ ...row(0), sourceId: 'no uuid' }]))).rejects.toThrow(/refused the rows/);
    expect(await t.sql`select 1 from inbox`).toHaveLength(0);
  });
});

describe('recordRejects', () => {
  it('keeps the raw text and counts refusals at accept', async () => {
    const reject = { sourceId, code: 'no_user_anon_id', reason: 'Give userId or anonymousId', raw: '{"a":"\\n"}' };
    await t.sql.begin((tx) =>
      recordRejects(tx, [
        { ...reject, stage: 'accept', messageId: 'm1' },
        { ...reject, stage: 'accept' },
        { ...reject, stage: 'pipeline' },
      ]),
    );
    const rows = await t.sql`select raw, message_id from rejects where source_id = ${sourceId} order by message_id nulls last`;
    expect(rows[0]).toEqual({ raw: reject.raw, message_id: 'm1' });
    expect(rows).toHaveLength(3);
    const stats = await t.sql`select outcome, n::int as n from source_stats where source_id = ${sourceId} order by outcome`;
    expect(stats.map((s) => [s.outcome, s.n])).toEqual([
      ['received', 2],
      ['rejected', 2],
    ]);
  });
});

describe('partitions of the inbox', () => {
  it('are made ahead and dropped only when every lane has passed them', async () => {
    expect(await makeInboxPartitions(t.sql)).toContain('inbox_p1000000');
    expect(await makeInboxPartitions(t.sql)).toEqual([]);
    await t.sql`select setval('inbox_seq', 999998)`;
    await t.sql.begin((tx) => appendToInbox(tx, [row(0), row(1), row(1)]));
    await t.sql`update inbox_lanes set cursor = 999999`;
    await t.sql.begin((tx) => appendToInbox(tx, [row(3)]));
    await t.sql`insert into inbox (lane, seq, source_id, mode, received_at, body) values (2, 5, ${sourceId}, 'live', now(), '')`;
    await t.sql`update inbox_lanes set cursor = 0 where lane = 2`;
    expect(await dropPassedInboxPartitions(t.sql)).toEqual([]);
    await t.sql`update inbox_lanes set cursor = 5 where lane = 2`;
    expect(await dropPassedInboxPartitions(t.sql)).toEqual(['inbox_p0']);
    expect((await t.sql`select seq::int as seq from inbox order by seq`).map((r) => r.seq)).toEqual([1000000, 1000001, 1000002]);
  });
});
