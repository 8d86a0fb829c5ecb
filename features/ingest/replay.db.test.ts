import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliScope } from '@/features/access/core/scope';
import { eventsOf, inboxOf, newSource, rejectsOf } from '@/tests/integration/ingest/sender';
import { drain, feed } from '@/tests/integration/pipeline';
import { testDb } from '@/tests/integration/test-db';
import { recentEvents } from './data/recent-events';
import { listRejects, rejectsCsv } from './data/rejects';
import { recordRejects } from './mutations';
import { pruneRejects, replayReject, replayRejects } from './replay';
import type { RejectRow } from './types';

let t: Awaited<ReturnType<typeof testDb>>;
const scope = cliScope('test');
beforeAll(async () => {
  t = await testDb();
});
afterAll(async () => t.close());

const event = { type: 'track', userId: 'u1', event: 'Order Completed', messageId: 'm1', properties: { revenue: 5 } };
const reject = (sourceId: string, raw: object, messageId?: string): RejectRow => ({
  sourceId,
  stage: 'accept',
  code: 'no_user_anon_id',
  reason: 'Give "userId" or "anonymousId".',
  raw: JSON.stringify(raw),
  messageId,
  receivedAt: new Date('2026-01-02T03:04:05Z'),
});
const idsOf = async (sourceId: string) =>
  (await t.sql<{ id: string }[]>`select id from rejects where source_id = ${sourceId} order by message_id`).map((r) => r.id);

describe('replay', () => {
  it('sends a mended event through with its first receive time and messageId, and is written down', async () => {
    const { sourceId } = await newSource(t.sql);
    const { userId: _, ...broken } = event;
    await t.sql.begin((tx) => recordRejects(tx, [reject(sourceId, broken, 'm1')]));
    const [id = ''] = await idsOf(sourceId);
    await expect(t.sql.begin((tx) => replayReject(tx, scope, id))).rejects.toThrow('Give "userId"');
    await expect(t.sql.begin((tx) => replayReject(tx, scope, id, '{'))).rejects.toThrow('not valid JSON');
    expect(await eventsOf(t.sql, sourceId)).toEqual([]);
    expect(await t.sql.begin((tx) => replayReject(tx, scope, id, JSON.stringify({ ...broken, userId: 'u1' })))).toEqual({
      replayed: 1,
      refused: 0,
    });
    const [row] = await inboxOf(t.sql, sourceId);
    expect(row).toMatchObject({ mode: 'replay', events: [event] });
    expect(row?.received_at.toISOString()).toBe('2026-01-02T03:04:05.000Z');
    const [audited] = await t.sql`select action, details from audit_log where subject_id = ${sourceId} and action = 'reject.replayed'`;
    expect(audited?.details).toEqual({ rejectId: id, mended: true });
  });

  it('replays what is right by now, keeps the rest, and doubles nothing', async () => {
    const { sourceId } = await newSource(t.sql);
    const rows = [reject(sourceId, event, 'm1'), reject(sourceId, event, 'm1'), reject(sourceId, { type: 'track' }, 'm2')];
    await t.sql.begin((tx) => recordRejects(tx, rows));
    expect(await t.sql.begin((tx) => replayRejects(tx, scope, sourceId))).toEqual({ replayed: 2, refused: 1 });
    await drain(t.sql);
    const { events } = await recentEvents(t.sql, sourceId, {}, 'full');
    expect(events.map((e) => [e.messageId, e.receivedAt])).toEqual([['m1', '2026-01-02T03:04:05.000Z']]);
    const page = await listRejects(t.sql, sourceId, undefined, 'full');
    expect([page.waiting, page.rejects.filter((r) => r.replayedAt === null).map((r) => r.messageId)]).toEqual([1, ['m2']]);
  });

  it('forgets what is old', async () => {
    const { sourceId } = await newSource(t.sql);
    await t.sql.begin((tx) =>
      recordRejects(tx, [
        { ...reject(sourceId, {}), receivedAt: new Date() },
        { ...reject(sourceId, {}), receivedAt: new Date('2020-01-01') },
      ]),
    );
    expect(await pruneRejects(t.sql)).toBeGreaterThan(0);
    expect(await pruneRejects(t.sql)).toBe(0);
    expect(await rejectsOf(t.sql, sourceId)).toHaveLength(1);
  });
});

describe('reading rejects', () => {
  it('pages without gaps, masks by role, and writes CSV that no spreadsheet runs', async () => {
    const { sourceId } = await newSource(t.sql);
    const rows = Array.from({ length: 120 }, (_, i) => reject(sourceId, { userId: `person-${i}`, email: 'ann@example.com' }, `=m${i}`));
    await t.sql.begin((tx) => recordRejects(tx, rows));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRejects(t.sql, sourceId, cursor, 'none');
      seen.push(...page.rejects.map((r) => r.messageId ?? ''));
      expect(JSON.stringify(page.rejects.map((r) => r.raw))).not.toMatch(/person|ann@/);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(120);
    let csv = '';
    for await (const part of rejectsCsv(t.sql, sourceId)) csv += part;
    expect(csv.split('\r\n')).toHaveLength(122);
    expect(csv).toContain(",'=m7,");
  });
});

describe('live events', () => {
  it('finds the newest by name, type and id, with the record for those who may see it', async () => {
    const { sourceId } = await newSource(t.sql);
    await feed(t.sql, sourceId, [
      { type: 'track', messageId: 'a', userId: 'user-77', event: 'Order Completed', properties: { revenue: 5 } },
      { type: 'page', messageId: 'b', anonymousId: 'anon-1', name: 'Home' },
    ]);
    await drain(t.sql);
    const ids = async (filter: Parameters<typeof recentEvents>[2]) =>
      (await recentEvents(t.sql, sourceId, filter, 'full')).events.map((e) => e.messageId).sort();
    expect(await ids({})).toEqual(['a', 'b']);
    expect(await ids({ type: 'page' })).toEqual(['b']);
    expect(await ids({ q: 'order' })).toEqual(['a']);
    expect(await ids({ q: 'user-77' })).toEqual(['a']);
    expect(await ids({ q: '100%' })).toEqual([]);
    const shown = (await recentEvents(t.sql, sourceId, { q: 'order' }, 'none')).events[0]?.raw;
    expect(JSON.stringify(shown)).not.toContain('user-77');
    expect(shown).toMatchObject({ event: 'Order Completed', properties: { revenue: 5 } });
  });
});
