import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import type { RawEvent } from '@/features/ingest/types';
import type { ProfileFacts } from '@/features/segments/conditions/types';
import { evaluate } from '@/features/segments/core/evaluate';
import { listMembers } from '@/features/segments/data/list-members';
import { previewRule } from '@/features/segments/data/preview-rule';
import { checkDrift } from '@/features/segments/jobs/check-drift';
import { evaluateSegmentJob } from '@/features/segments/jobs/evaluate-segment';
import { fillAggregatesJob } from '@/features/segments/jobs/fill-aggregates';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { addUpSizes } from '@/features/segments/mutations/sizes';
import { sweep } from '@/features/segments/mutations/sweep';
import type { RuleNode } from '@/features/segments/schema';
import { acquireLease } from '@/worker/pipeline/lease';
import { runBatch } from '@/worker/pipeline/run-batch';
import { feed, makeSource } from '../pipeline';
import { printedRandom } from '../printed-random';
import { strayRows } from '../profile-state';
import { runJobs } from '../run-jobs';
import { type TestDb, testDb } from '../test-db';
import { defineEvents } from './world';

let t: TestDb;
let source: string;
beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
  await defineEvents(t.sql, ['Order Completed', 'Seen'], []);
});
afterAll(() => t.close());

const ROUNDS = 60;
/** Every few rounds other people come, so that there is always somebody to be joined. */
const ROUNDS_A_GROUP = 6;
const A_ROUND = 24;
/** Within this many milliseconds everything that is about to happen by time alone does. */
const MOMENTS = 2_500;
/** Of each kind of thing that is to have happened in the course of it. */
const ENOUGH = 10;
const MINUTE = { last: { minutes: 1 } };

const rules: RuleNode[] = [
  { kind: 'event', event: 'Order Completed', op: 'gte', count: 1, window: MINUTE },
  { kind: 'event', event: 'Order Completed', op: 'gte', count: 4 },
  { not: { kind: 'event', event: 'Order Completed', measure: 'sum', op: 'gte', amount: 20, window: MINUTE } },
  { kind: 'event', event: 'Order Completed', op: 'gte', count: 1, where: [{ property: 'plan', op: 'eq', value: 'gold' }] },
  { kind: 'trait', trait: 'city', op: 'neq', value: 'Bonn' },
  { kind: 'trait', trait: 'order_count', op: 'gt', value: 5 },
  { kind: 'trait', trait: 'spend', op: 'between', value: [10, 40] },
  {
    any: [
      { kind: 'trait', trait: 'last_seen_at', op: 'in_last', value: { minutes: 1 } },
      { kind: 'trait', trait: 'city', op: 'exists' },
    ],
  },
  {
    all: [
      { kind: 'event', event: '*', op: 'gte', count: 3, window: MINUTE },
      { kind: 'trait', trait: 'event_count', op: 'lt', value: 30 },
    ],
  },
  { kind: 'event', event: 'Seen', op: 'eq', count: 2, window: MINUTE },
  { kind: 'event', event: 'Seen', op: 'eq', count: 0, window: { between: { from: { hours: 1 }, to: { minutes: 1 } } } },
];

const random = printedRandom('Pipeline and clock')(1);

/** Few identifiers of one group, named together at random: `identify` joins, refuses and splits. Some are about to leave a window, some are not current yet. */
function eventsOf(round: number): RawEvent[] {
  const group = Math.floor(round / ROUNDS_A_GROUP);
  const one = (prefix: string, n: number, chance: number) =>
    random() < chance ? `${prefix}${group}-${Math.floor(random() * n)}` : undefined;
  return Array.from({ length: A_ROUND }, (_, n) => {
    const offset = [-60_000 + random() * MOMENTS, random() * MOMENTS, -random() * 300][n % 3] ?? 0;
    const [userId, mail] = [one('u', 4, 0.5), one('m', 5, 0.4)];
    const anonymousId = one('d', 6, userId === undefined && mail === undefined ? 1 : 0.4);
    return {
      type: 'track' as const,
      event: random() < 0.5 ? 'Order Completed' : 'Seen',
      messageId: `${round}-${n}`,
      timestamp: new Date(Date.now() + offset).toISOString(),
      properties: { value: 1 + (n % 9), currency: 'EUR', plan: n % 4 ? 'basic' : 'gold' },
      ...(userId === undefined ? {} : { userId }),
      ...(anonymousId === undefined ? {} : { anonymousId }),
      context: mail === undefined ? {} : { traits: { email: `${mail}@x.io`, city: n % 2 ? 'Bonn' : 'Leeds' } },
    };
  });
}

/** A lane as the worker runs it, until nothing is fed any more and nothing waits. */
async function lane(number: number, isFed: () => boolean): Promise<void> {
  const lease = await acquireLease(t.sql, number, randomUUID());
  if (!lease) throw new Error(`Lane ${number} is held by somebody else`);
  const size = { average: 1 };
  for (;;) {
    const last = !isFed();
    const result = await runBatch(t.sql, lease, { limit: 20, size });
    if (!result && last) return;
    if (!result) await sleep(5);
  }
}

/** The people as plain data: who they are by `identify`, everything that is added up from what was sent. */
async function peopleOf(sent: readonly RawEvent[]): Promise<ProfileFacts[]> {
  const byMessage = new Map(sent.map((e) => [e.messageId, e]));
  const placed = await t.sql<
    { id: string; profile: string; message: string }[]
  >`select id, profile_id as profile, message_id as message from events`;
  expect(placed.length).toBe(sent.length);
  const profiles = await t.sql<{ id: string; traits: Record<string, unknown> }[]>`select id, traits from profiles order by id`;
  return profiles.map(({ id, traits }) => {
    const events = placed.flatMap((row) => {
      const e = row.profile === id ? byMessage.get(row.message) : undefined;
      const properties = (e?.properties ?? {}) as Record<string, unknown>;
      return e
        ? [{ id: row.id, name: e.event ?? '', occurredAt: new Date(e.timestamp ?? 0), value: Number(properties.value), properties }]
        : [];
    });
    const orders = events.filter((e) => e.name === 'Order Completed');
    const latest = Math.max(...events.map((e) => e.occurredAt.getTime()));
    const builtIn = {
      event_count: events.length,
      order_count: orders.length,
      spend: orders.reduce((sum, e) => sum + e.value, 0),
      last_seen_at: events.length ? new Date(latest).toISOString() : null,
    };
    return { id, traits, builtIn, events, consents: [] };
  });
}

const countOf = async (cause: string) => (await t.sql`select 1 from membership_changes where cause = ${cause}`).length;

async function allMembers(segmentId: string): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listMembers(t.sql, { segmentId, cursor, limit: 7 });
    found.push(...page.data.map((m) => m.profileId));
    if (page.nextCursor === null) return found;
    cursor = page.nextCursor;
  }
}

it('two lanes that join people and the clock leave memberships that preview, list and the oracle agree on', async () => {
  const segments: { id: string; rule: RuleNode }[] = [];
  const create = async (rule: RuleNode) => {
    const { id } = await t.sql.begin((tx) => createSegment(tx, systemScope('test'), { name: `Segment ${segments.length}`, rule }));
    segments.push({ id, rule });
    await runJobs(t.url, [evaluateSegmentJob, fillAggregatesJob]);
  };
  for (const rule of rules.slice(0, 6)) await create(rule);

  const sent: RawEvent[] = [];
  let fed = true;
  let until = 0;
  const feeder = async () => {
    // On a busy machine the lanes come too late for the clock to have anything to do: then a few more rounds, with time between.
    for (let round = 0; round < ROUNDS || (await countOf('clock')) <= ENOUGH; round++) {
      const events = eventsOf(round);
      let n = 0;
      await feed(t.sql, source, events, { lane: () => n++ % 2, perRow: 4 });
      sent.push(...events);
      await sleep(round < ROUNDS ? 40 : MOMENTS);
    }
    until = Date.now() + MOMENTS;
    fed = false;
  };
  let sweeps = 0;
  const clock = async () => {
    for (; fed || Date.now() < until; sweeps++) await sweep(t.sql);
  };
  const marketer = async () => {
    for (const rule of rules.slice(6)) await create(rule);
    await create({
      all: [{ kind: 'segment', segmentId: segments[0]?.id ?? '' }, { not: { kind: 'segment', segmentId: segments[1]?.id ?? '' } }],
    });
  };
  await Promise.all([feeder(), lane(0, () => fed), lane(1, () => fed), clock(), marketer()]);
  await sleep(500);
  await sweep(t.sql);
  await addUpSizes(t.sql);

  const people = await peopleOf(sent);
  const stored = new Map(segments.map((s) => [s.id, s.rule]));
  for (const { id, rule } of segments) {
    const label = JSON.stringify(rule);
    const preview = await previewRule(t.sql, rule);
    const context = { now: preview.asOf, rules: stored, purposes: new Map(), channels: new Map(), companyZone: 'UTC' };
    const wanted = people.filter((p) => evaluate(rule, p, context)).map((p) => p.id);
    expect(await allMembers(id), label).toEqual(wanted);
    expect(preview, label).toMatchObject({ count: wanted.length, withheld: 0, exact: true });
    expect(
      preview.sample.filter((p) => !wanted.includes(p)),
      label,
    ).toEqual([]);
    expect(preview.sample.length, label).toBe(Math.min(10, wanted.length));
    const [row] = await t.sql`select state, size::int as size from segments where id = ${id}`;
    expect(row, label).toEqual({ state: 'live', size: wanted.length });
    expect(await checkDrift(id), label).toBe(0);
  }
  expect(await strayRows(t.sql)).toEqual([]);

  // All of it happened: joins, refusals, and changes by events, merges and time alone.
  const joins = (await t.sql`select 1 from profile_aliases`).length;
  const refusals = (await t.sql`select 1 from links where status = 'refused'`).length;
  for (const n of [joins, refusals, sweeps, await countOf('clock'), await countOf('event')]) expect(n).toBeGreaterThan(ENOUGH);
  expect(await t.sql`select name from event_definitions where aggregates <> 'ready'`).toEqual([]);
}, 120_000);
