import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransactionSql } from '@/db/client';
import { systemScope } from '@/features/access/core/scope';
import { lockProfiles } from '@/features/profiles/lock';
import { definitionArbitrary } from '@/tests/integration/segments/definitions';
import { eventArbitrary, personArbitrary, toFacts } from '@/tests/integration/segments/people';
import { DAY, EVENTS, NOW } from '@/tests/integration/segments/values';
import {
  clearWorld,
  defineEvents,
  evaluateContext,
  makePartitions,
  placeCompany,
  writeEvent,
  writePeople,
} from '@/tests/integration/segments/world';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import type { EventFact, ProfileFacts } from '../conditions/types';
import { recomputeAggregates } from '../mutations/aggregate-events';
import { computedValue } from './core/computed-value';
import { readsAny } from './core/dependencies';
import { loadComputed } from './data/load-computed';
import { levelTrait } from './jobs/level-trait';
import { writeComputed } from './mutations/compute-touched';
import { createTrait } from './mutations/create-trait';
import { sweepComputed } from './mutations/sweep-computed';
import { updateTrait } from './mutations/update-trait';
import { type Definition, definitionSchema } from './schema';

let t: TestDb;
let aggregated: Map<string, number>;
let companyZone: string;
const scope = systemScope('test');

beforeAll(async () => {
  t = await testDb();
  await makePartitions(t.sql, [2025, 2026]);
  await placeCompany(t.sql);
  aggregated = await defineEvents(t.sql, EVENTS, ['Order', EVENTS[2] ?? '']);
  ({ companyZone } = await evaluateContext(t.sql, new Map()));
});
afterAll(() => t.close());

const TRAITS = 6;
/** A case is one trait whose values of everybody are compared with the oracle after a step. */
const CASES = 800;

const who = fc.nat({ max: 20 });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('event' as const), who, event: eventArbitrary }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('time' as const),
      ms: fc.oneof(fc.constantFrom(1, 60_000, 2 * 3_600_000, DAY, 7 * DAY), fc.integer({ min: 1, max: 10 * DAY })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), who, other: who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restrict' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('define' as const), trait: fc.nat({ max: TRAITS - 1 }), definition: definitionArbitrary }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('level' as const), trait: fc.nat({ max: TRAITS - 1 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class World {
  now = NOW;
  people: ProfileFacts[];
  traits: { name: string; definition: Definition; version: number }[] = [];

  constructor(people: ProfileFacts[]) {
    this.people = people;
  }

  person(n: number): ProfileFacts | undefined {
    return this.people[n % this.people.length];
  }

  /** As `computeTouched`, at the world's moment. */
  async touch(ids: string[], dependencies: string[], write: (tx: TransactionSql) => Promise<unknown>): Promise<void> {
    await t.sql.begin(async (tx) => {
      await lockProfiles(tx, ids);
      await write(tx);
      const touched = new Set(dependencies);
      const traits = (await loadComputed(tx)).filter(({ definition }) => readsAny(definition, touched));
      await writeComputed(tx, traits, { profileIds: ids, now: this.now });
    });
  }

  async check(label: string): Promise<void> {
    const rows = await t.sql<{ id: string; derived: Record<string, unknown>; traits: Record<string, unknown>; provenance: object }[]>`
      select id, derived, traits, provenance from profiles`;
    for (const { name, definition } of this.traits) {
      for (const person of this.people) {
        const row = rows.find((r) => r.id === person.id);
        const wanted = computedValue(definition, person, { now: this.now, companyZone });
        const message = `${label}: ${JSON.stringify(definition)} of ${person.id}`;
        expect(row?.derived[name], message).toEqual(wanted);
        expect(row?.traits[name], message).toEqual(wanted);
        expect(name in (row?.provenance ?? {}), message).toBe(wanted !== undefined);
      }
    }
  }
}

/** People whose traits come from a record, so that a fold gives them again. */
async function makeWorld(drafts: Parameters<typeof toFacts>[1][], definitions: Definition[]): Promise<World> {
  await clearWorld(t.sql);
  await t.sql`delete from clock_state`;
  await t.sql`delete from records`;
  await t.sql`delete from computed_traits`;
  await t.sql`delete from trait_definitions where kind = 'computed'`;
  const people = drafts.map((draft) => toFacts(randomUUID(), structuredClone(draft), NOW, randomUUID));
  for (const person of people) person.traits = person.timeZone ? { ...person.traits, time_zone: person.timeZone } : person.traits;
  await writePeople(t.sql, people, NOW, aggregated);
  for (const person of people) await writeRecord(person);
  const world = new World(people);
  for (const [i, definition] of definitions.entries()) {
    const name = `trait_${i}`;
    expect(definitionSchema.safeParse(definition).error?.issues).toBeUndefined();
    await t.sql.begin((tx) => createTrait(tx, scope, { name, definition }));
    await levelTrait(name, { now: world.now });
    world.traits.push({ name, definition, version: 1 });
  }
  return world;
}

async function writeRecord({ id, traits }: ProfileFacts): Promise<void> {
  const at = '2026-01-01T00:00:00.000Z';
  const stored = Object.fromEntries(Object.entries(traits).map(([name, v]) => [name, { v, at, id }]));
  await t.sql`insert into records (id, profile_id, birth_profile_id, source_id, key, first_seen_at, last_seen_at, traits) values (${randomUUID()}, ${id}, ${id}, ${id}, ${id}, ${at}, ${at}, ${t.sql.json(stored as never)})`;
}

async function take(world: World, s: Step): Promise<void> {
  switch (s.do) {
    case 'event': {
      const person = world.person(s.who);
      if (!person) return;
      const { name, at, value, properties } = s.event;
      const event: EventFact = { id: randomUUID(), name, occurredAt: new Date(world.now.getTime() + at), value, properties };
      person.events.push(event);
      return world.touch([person.id], [`event:${name}`], (tx) => writeEvent(tx, person.id, event, world.now, aggregated));
    }
    case 'time':
      world.now = new Date(world.now.getTime() + s.ms);
      await sweepComputed(t.sql, world.now);
      return;
    case 'merge': {
      const survivor = world.person(s.who);
      const merged = world.person(s.other);
      if (!survivor || !merged || survivor === merged) return;
      survivor.events.push(...merged.events);
      world.people = world.people.filter((p) => p !== merged);
      return world.touch([survivor.id, merged.id], ['*'], async (tx) => {
        await tx`insert into events select ${survivor.id}::uuid, occurred_at, id, record_id, source_id, received_at, type, name, value, currency, message_id, properties, context
          from events where profile_id = ${merged.id}`;
        await tx`delete from events where profile_id = ${merged.id}`;
        await tx`delete from daily_aggregates where profile_id = ${merged.id}`;
        await tx`delete from profiles where id = ${merged.id}`;
        await recomputeAggregates(tx, [survivor.id]);
      });
    }
    case 'restrict': {
      const person = world.person(s.who);
      if (!person) return;
      const restricted = !person.standing?.restricted;
      person.standing = { restricted, objected: false };
      return world.touch(
        [person.id],
        ['*'],
        (tx) => tx`update profiles set restricted_at = ${restricted ? world.now : null} where id = ${person.id}`,
      );
    }
    case 'define': {
      const trait = world.traits[s.trait];
      if (!trait) return;
      const saved = await t.sql.begin((tx) =>
        updateTrait(tx, scope, { name: trait.name, version: trait.version, definition: s.definition }),
      );
      Object.assign(trait, { definition: s.definition, version: saved.version });
      await levelTrait(trait.name, { now: world.now });
      return;
    }
    case 'level': {
      const trait = world.traits[s.trait];
      expect(trait && (await levelTrait(trait.name, { now: world.now }))).toMatchObject({ candidates: 0, changed: 0 });
    }
  }
}

describe('computed traits kept up by events, the clock, merges and changed definitions', () => {
  it('are what the oracle says after every step', async () => {
    const story = fc.record({
      people: fc.array(personArbitrary, { minLength: 2, maxLength: 5 }),
      definitions: fc.array(definitionArbitrary, { minLength: TRAITS, maxLength: TRAITS }),
      steps: fc.array(step, { minLength: 4, maxLength: 10 }),
    });
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(story, async ({ people, definitions, steps }) => {
        const world = await makeWorld(people, definitions);
        await world.check('at first');
        for (const [i, s] of steps.entries()) {
          await take(world, s);
          await world.check(`after step ${i} (${s.do})`);
          cases += TRAITS;
        }
      }),
      { numRuns: 30 },
    );
    expect(cases).toBeGreaterThanOrEqual(CASES);
  }, 170_000);
});
