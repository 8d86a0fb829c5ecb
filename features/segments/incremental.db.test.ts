import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransactionSql } from '@/db/client';
import { systemScope } from '@/features/access/core/scope';
import { lockProfiles } from '@/features/profiles/lock';
import { ruleArbitrary } from '@/tests/integration/segments/arbitraries';
import { consentArbitrary, eventArbitrary, personArbitrary, toFacts, traitsArbitrary } from '@/tests/integration/segments/people';
import { EVENTS, NOW } from '@/tests/integration/segments/values';
import { clearWorld, defineEvents, evaluateContext, makePartitions, writeEvent, writePeople } from '@/tests/integration/segments/world';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import type { EvaluateContext, EventFact, ProfileFacts } from './conditions/types';
import { evaluate } from './core/evaluate';
import { evaluateFully } from './jobs/full-evaluation';
import { recomputeAggregates } from './mutations/aggregate-events';
import { createSegment } from './mutations/create-segment';
import { evaluateTouchedAt } from './mutations/evaluate-touched';
import { sweep } from './mutations/sweep';
import { updateSegment } from './mutations/update-segment';
import type { RuleNode } from './schema';
import type { MembershipCause } from './types';

let t: TestDb;
let aggregated: Map<string, number>;
const scope = systemScope('test');

beforeAll(async () => {
  t = await testDb();
  await makePartitions(t.sql, [2025, 2026]);
  aggregated = await defineEvents(t.sql, EVENTS, ['Order', EVENTS[2] ?? '']);
  await t.sql`insert into purposes (key, name, lawful_basis, mode, validity_days) values ('timed', 'Timed', 'consent', 'opt_in', 30)`;
});
afterAll(() => t.close());

const SEGMENTS = 8;
/**
 * A case is one segment whose members, size and log are compared with the oracle after a step, be it an event, a trait, a consent,
 * a merge, time, a changed rule or a full evaluation. With the 2,000 rules of parity.db.test.ts, evaluated three ways each.
 */
const CASES = 2_000;
const STORIES = 40;
const DAY = 86_400_000;

const who = fc.nat({ max: 20 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('event' as const), who, event: eventArbitrary }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('traits' as const), who, traits: traitsArbitrary }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('consent' as const), who, consent: consentArbitrary }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('time' as const),
      ms: fc.oneof(fc.constantFrom(1, 60_000, 2 * 3_600_000, DAY, 7 * DAY), fc.integer({ min: 1, max: 10 * DAY })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), who, other: who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rule' as const), segment: fc.nat({ max: SEGMENTS - 1 }), rule: ruleArbitrary() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('full' as const), segment: fc.nat({ max: SEGMENTS - 1 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The people, segments and moment as they should be, beside the database. */
class World {
  now = NOW;
  people: ProfileFacts[];
  segments: { id: string; rule: RuleNode; version: number }[] = [];
  readonly #context: Omit<EvaluateContext, 'now' | 'rules'>;

  constructor(people: ProfileFacts[], context: Omit<EvaluateContext, 'now' | 'rules'>) {
    this.people = people;
    this.#context = context;
  }

  person(n: number): ProfileFacts | undefined {
    return this.people[n % this.people.length];
  }

  async touch(ids: string[], dependencies: string[], cause: MembershipCause, write: (tx: TransactionSql) => Promise<void>): Promise<void> {
    await t.sql.begin(async (tx) => {
      await lockProfiles(tx, ids);
      await write(tx);
      await evaluateTouchedAt(tx, { profileIds: ids, dependencies: new Set(dependencies), cause, now: this.now });
    });
  }

  async check(label: string): Promise<void> {
    const context = { ...this.#context, now: this.now, rules: new Map(this.segments.map((s) => [s.id, s.rule])) };
    const rows = await t.sql<
      { segment_id: string; profile_id: string }[]
    >`select segment_id, profile_id from memberships order by profile_id`;
    const sizes = await t.sql<{ id: string; size: number }[]>`select id, size::float8 as size from segments`;
    const log = await t.sql<{ segment_id: string; profile_id: string }[]>`
      select segment_id, profile_id from membership_changes group by 1, 2
      having sum(case change when 'enter' then 1 else -1 end) <> 0 and bool_and(change in ('enter', 'leave'))`;
    for (const { id, rule } of this.segments) {
      const wanted = this.people
        .filter((p) => evaluate(rule, p, context))
        .map((p) => p.id)
        .sort();
      const message = `${label}: ${JSON.stringify(rule)}`;
      expect(
        rows.filter((r) => r.segment_id === id).map((r) => r.profile_id),
        message,
      ).toEqual(wanted);
      expect(sizes.find((s) => s.id === id)?.size, message).toBe(wanted.length);
      expect(
        log
          .filter((r) => r.segment_id === id)
          .map((r) => r.profile_id)
          .sort(),
        message,
      ).toEqual(wanted);
    }
  }
}

async function makeWorld(drafts: Parameters<typeof toFacts>[1][], rules: RuleNode[], nested: RuleNode): Promise<World> {
  await clearWorld(t.sql);
  await t.sql`delete from clock_state`;
  const people = drafts.map((draft) => toFacts(randomUUID(), structuredClone(draft), NOW, randomUUID));
  await writePeople(t.sql, people, NOW, aggregated);
  const world = new World(people, await evaluateContext(t.sql, new Map()));
  for (const [i, rule] of [...rules, nested].entries()) {
    const first = world.segments[0];
    // The last one reads the first one.
    const own: RuleNode = i === rules.length && first ? { any: [rule, { kind: 'segment', segmentId: first.id }] } : rule;
    const { id } = await t.sql.begin((tx) => createSegment(tx, scope, { name: `Segment ${i}`, rule: own }));
    await evaluateFully(id, { now: world.now });
    world.segments.push({ id, rule: own, version: 1 });
  }
  await t.sql`update segments set state = 'live'`;
  return world;
}

async function take(world: World, s: Step): Promise<void> {
  switch (s.do) {
    case 'event': {
      const person = world.person(s.who);
      if (!person) return;
      const event: EventFact = {
        id: randomUUID(),
        name: s.event.name,
        occurredAt: new Date(world.now.getTime() + s.event.at),
        value: s.event.value,
        properties: s.event.properties,
      };
      person.events.push(event);
      person.builtIn.event_count = Number(person.builtIn.event_count) + 1;
      person.builtIn.last_seen_at = event.occurredAt.toISOString();
      return world.touch([person.id], [`event:${event.name}`], 'event', async (tx) => {
        await writeEvent(tx, person.id, event, world.now, aggregated);
        await tx`update profiles set event_count = event_count + 1, last_seen_at = ${event.occurredAt} where id = ${person.id}`;
      });
    }
    case 'traits': {
      const person = world.person(s.who);
      if (!person) return;
      const changed = [...new Set([...Object.keys(person.traits), ...Object.keys(s.traits)])].map((name) => `trait:${name}`);
      person.traits = s.traits;
      return world.touch([person.id], changed, 'edit', async (tx) => {
        await tx`update profiles set traits = ${tx.json(s.traits as never)} where id = ${person.id}`;
      });
    }
    case 'consent': {
      const person = world.person(s.who);
      if (!person) return;
      const at = (ms: number) => new Date(world.now.getTime() + ms);
      const { purpose, channel, state } = s.consent;
      const fact = {
        purpose,
        channel,
        state,
        since: at(s.consent.since),
        expiresAt: s.consent.expires === null ? null : at(s.consent.expires),
      };
      person.consents = [...person.consents.filter((c) => c.purpose !== purpose || c.channel !== channel), fact];
      return world.touch([person.id], [`consent:${purpose}/${channel}`], 'consent', async (tx) => {
        await tx`insert into consent_states (profile_id, purpose, channel, state, since, expires_at, ledger_id)
          values (${person.id}, ${purpose}, ${channel}, ${state}, ${fact.since}, ${fact.expiresAt}, ${randomUUID()})
          on conflict (profile_id, purpose, channel) do update set state = excluded.state, since = excluded.since, expires_at = excluded.expires_at`;
      });
    }
    case 'merge': {
      const survivor = world.person(s.who);
      const merged = world.person(s.other);
      if (!survivor || !merged || survivor === merged) return;
      survivor.events.push(...merged.events);
      world.people = world.people.filter((p) => p !== merged);
      return world.touch([survivor.id, merged.id], ['*'], 'merge', async (tx) => {
        await tx`insert into events select ${survivor.id}::uuid, occurred_at, id, record_id, source_id, received_at, type, name, value, currency, message_id, properties, context
          from events where profile_id = ${merged.id}`;
        await tx`delete from events where profile_id = ${merged.id}`;
        await tx`delete from consent_states where profile_id = ${merged.id}`;
        await tx`delete from daily_aggregates where profile_id = ${merged.id}`;
        await tx`delete from profiles where id = ${merged.id}`;
        await recomputeAggregates(tx, [survivor.id]);
      });
    }
    case 'time':
      world.now = new Date(world.now.getTime() + s.ms);
      await sweep(t.sql, world.now);
      return;
    case 'rule': {
      const segment = world.segments[s.segment];
      if (!segment) return;
      const versions = await t.sql<{ version: number }[]>`select version from segments where id = ${segment.id}`;
      segment.rule = s.rule;
      await t.sql.begin((tx) => updateSegment(tx, scope, { id: segment.id, version: versions[0]?.version ?? 1, rule: s.rule }));
      for (const { id } of world.segments) await evaluateFully(id, { now: world.now });
      await t.sql`update segments set state = 'live'`;
      return;
    }
    case 'full': {
      const segment = world.segments[s.segment];
      const outcome = segment && (await evaluateFully(segment.id, { now: world.now }));
      expect(outcome).toMatchObject({ candidates: 0, changes: 0 });
    }
  }
}

describe('memberships kept up by touches, the clock, merges and full evaluations', () => {
  it('are what the oracle says after every step', async () => {
    const story = fc.record({
      people: fc.array(personArbitrary, { minLength: 2, maxLength: 6 }),
      rules: fc.array(ruleArbitrary(), { minLength: SEGMENTS - 1, maxLength: SEGMENTS - 1 }),
      nested: ruleArbitrary(),
      steps: fc.array(step, { minLength: 5, maxLength: 12 }),
    });
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(story, async ({ people, rules, nested, steps }) => {
        const world = await makeWorld(people, rules, nested);
        await world.check('at first');
        for (const [i, s] of steps.entries()) {
          await take(world, s);
          await world.check(`after step ${i} (${s.do})`);
          cases += SEGMENTS;
        }
      }),
      { numRuns: STORIES },
    );
    expect(cases).toBeGreaterThanOrEqual(CASES);
  }, 170_000);
});
