import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withRetry } from '@/db/with-retry';
import { systemScope } from '@/features/access/core/scope';
import { lockProfiles } from '@/features/profiles/lock';
import { printedRandom } from '@/tests/integration/printed-random';
import { runJobs } from '@/tests/integration/run-jobs';
import { defineEvents, makePartitions, writeEvent } from '@/tests/integration/segments/world';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import type { EventFact } from './conditions/types';
import { evaluate } from './core/evaluate';
import { checkDrift } from './jobs/check-drift';
import { evaluateSegmentJob } from './jobs/evaluate-segment';
import { fillAggregatesJob } from './jobs/fill-aggregates';
import { aggregatedEvents } from './mutations/aggregated-events';
import { createSegment } from './mutations/create-segment';
import { evaluateTouched } from './mutations/evaluate-touched';
import { sweep } from './mutations/sweep';
import type { RuleNode } from './schema';

let t: TestDb;

beforeAll(async () => {
  t = await testDb();
  const year = new Date().getUTCFullYear();
  await makePartitions(t.sql, [year - 1, year, year + 1]);
  await defineEvents(t.sql, ['Order', 'Open'], []);
});
afterAll(() => t.close());

const minute = { last: { minutes: 1 } };
const rules: RuleNode[] = [
  { kind: 'event', event: 'Order', op: 'gte', count: 1, window: minute },
  { kind: 'event', event: 'Order', op: 'gte', count: 3, window: minute },
  { kind: 'event', event: 'Order', op: 'eq', count: 2, window: minute },
  { not: { kind: 'event', event: 'Order', op: 'gte', measure: 'sum', amount: 20, window: minute } },
  {
    all: [
      { kind: 'event', event: 'Order', op: 'gte', count: 5 },
      { kind: 'event', event: 'Open', op: 'lte', count: 4, window: minute },
    ],
  },
  { kind: 'event', event: 'Order', op: 'eq', count: 0, window: { between: { from: { hours: 1 }, to: { minutes: 1 } } } },
  {
    any: [
      { kind: 'event', event: '*', op: 'gte', count: 2, window: minute },
      { kind: 'trait', trait: 'last_seen_at', op: 'in_last', value: { minutes: 1 } },
    ],
  },
];

/** One batch of a lane: lock, store, evaluate; some wait with the lock held, so that the others' order varies. */
async function lane(events: Map<string, EventFact[]>, ids: readonly string[], until: number, random: () => number): Promise<void> {
  while (Date.now() < until) {
    // Two people whom both lanes want all the time, and many whose last touch nothing later puts right.
    const touched = ids.filter((_, i) => random() < (i < 2 ? 0.7 : 0.03));
    if (touched.length === 0) continue;
    const written: [string, EventFact][] = [];
    await withRetry(() =>
      t.sql.begin(async (tx) => {
        written.length = 0;
        const { now } = await lockProfiles(tx, touched);
        const keys = await aggregatedEvents(tx, ['Order', 'Open']);
        for (const id of touched) {
          // Leaves the window in the next moments, or becomes current in them, or is quite new.
          const offset = [-60_000 + random() * 80, random() * 300, -random() * 500][Math.floor(random() * 3)] ?? 0;
          const event: EventFact = {
            id: randomUUID(),
            name: random() < 0.7 ? 'Order' : 'Open',
            occurredAt: new Date(now.getTime() + offset),
            value: 7,
            properties: {},
          };
          await writeEvent(tx, id, event, now, keys);
          await tx`update profiles set last_seen_at = greatest(last_seen_at, ${event.occurredAt}) where id = ${id}`;
          written.push([id, event]);
        }
        if (random() < 0.3) await sleep(random() * 30);
        await evaluateTouched(tx, { profileIds: touched, dependencies: new Set(['event:Order', 'event:Open']), cause: 'event', now });
        if (random() < 0.3) await sleep(random() * 30);
      }),
    );
    for (const [id, event] of written) events.get(id)?.push(event);
  }
}

describe('two lanes, the clock, a back-fill and new segments on the same people', () => {
  it('leave memberships that are what the rules say', async () => {
    const stream = printedRandom('Segments, together');
    const ids: string[] = Array.from({ length: 120 }, () => randomUUID()).sort();
    for (const id of ids) await t.sql`insert into profiles (id, last_seen_at) values (${id}, '2020-01-01')`;
    const events = new Map<string, EventFact[]>(ids.map((id) => [id, []]));
    const until = Date.now() + 4_000;
    const segments: { id: string; rule: RuleNode }[] = [];
    const clock = async () => {
      while (Date.now() < until) await sweep(t.sql);
    };
    const marketer = async () => {
      for (const [i, rule] of rules.entries()) {
        const { id } = await t.sql.begin((tx) => createSegment(tx, systemScope('test'), { name: `Segment ${i}`, rule }));
        segments.push({ id, rule });
        await runJobs(t.url, [evaluateSegmentJob, fillAggregatesJob]);
        await sleep(150);
      }
    };
    await Promise.all([lane(events, ids, until, stream(1)), lane(events, ids, until, stream(2)), clock(), clock(), marketer()]);
    await sleep(700);
    await sweep(t.sql);
    const [row] = await t.sql<{ now: Date }[]>`select clock_timestamp() as now`;
    const now = row?.now ?? new Date();
    const context = { now, rules: new Map(), purposes: new Map(), channels: new Map(), companyZone: 'UTC' };
    for (const { id, rule } of segments) {
      const members = await t.sql<{ profile_id: string }[]>`select profile_id from memberships where segment_id = ${id} order by 1`;
      const people = await t.sql<{ id: string; last_seen_at: Date }[]>`select id, last_seen_at from profiles order by id`;
      const wanted = people
        .filter((p) =>
          evaluate(
            rule,
            { id: p.id, builtIn: { last_seen_at: p.last_seen_at.toISOString() }, traits: {}, events: events.get(p.id) ?? [], consents: [] },
            context,
          ),
        )
        .map((p) => p.id);
      expect(
        members.map((m) => m.profile_id),
        JSON.stringify(rule),
      ).toEqual(wanted);
      expect(await checkDrift(id)).toBe(0);
    }
    const definitions = await t.sql`select name, aggregates from event_definitions order by name`;
    expect(definitions.map((d) => d.aggregates)).toEqual(['ready', 'ready']);
    const wrong = await t.sql`
      select profile_id, event_key, day, n from daily_aggregates
      except select e.profile_id, d.key, (e.occurred_at at time zone 'UTC')::date, count(*)::int from events e join event_definitions d on d.name = e.name group by 1, 2, 3`;
    expect(wrong).toEqual([]);
    expect([...events.values()].flat().length).toBeGreaterThan(50);
  }, 60_000);
});
