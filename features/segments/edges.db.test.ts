import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleArbitrary } from '@/tests/integration/segments/arbitraries';
import { datedConditionArbitrary, datedEventArbitrary } from '@/tests/integration/segments/conditions/event';
import { HISTORY_OF, type PersonDraft, personArbitrary, toFacts } from '@/tests/integration/segments/people';
import { EVENTS, NOW } from '@/tests/integration/segments/values';
import { clearWorld, defineEvents, evaluateContext, makePartitions, placeCompany, writePeople } from '@/tests/integration/segments/world';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { defineConditionKind } from './conditions/types';
import { evaluate } from './core/evaluate';
import { findEdges } from './data/find-edges';
import type { RuleNode } from './schema';

let t: TestDb;

beforeAll(async () => {
  t = await testDb();
  await makePartitions(t.sql, [2025, 2026]);
  await placeCompany(t.sql);
  await defineEvents(t.sql, EVENTS, []);
  await t.sql`insert into purposes (key, name, lawful_basis, mode, validity_days) values ('timed', 'Timed', 'consent', 'opt_in', 30)`;
});
afterAll(() => t.close());

const RULES = 20;
const DAY = 86_400_000;
const later = fc.oneof(
  fc.constantFrom(0, 1, 2, 1000, 60_000, 2 * 3_600_000, DAY, 3 * DAY, 7 * DAY, 30 * DAY),
  fc.integer({ min: 0, max: 40 * DAY }),
);

describe('the edges of random rules', () => {
  it('name everybody whose answer changes by time alone', async () => {
    await expectEdges(personArbitrary, ruleArbitrary(HISTORY_OF), 120);
  }, 120_000);

  it('name those in whose events a date is passed', async () => {
    const person = fc
      .tuple(personArbitrary, fc.array(datedEventArbitrary, { minLength: 1, maxLength: 3 }))
      .map(([one, events]) => ({ ...one, events }));
    const rule = datedConditionArbitrary.map((condition) => JSON.parse(JSON.stringify(condition)) as RuleNode);
    await expectEdges(person, rule, 30);
  }, 120_000);

  async function expectEdges(person: fc.Arbitrary<PersonDraft>, rule: fc.Arbitrary<RuleNode>, numRuns: number) {
    const world = fc.record({
      people: fc.array(person, { minLength: 1, maxLength: 12 }),
      rules: fc.array(rule, { minLength: RULES, maxLength: RULES }),
      wait: later,
      step: later,
    });
    const named = new Map(HISTORY_OF.map((id) => [id, { kind: 'trait', trait: 'vip', op: 'is_true' } as const]));
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(world, async ({ people: drafts, rules, wait, step }) => {
        await clearWorld(t.sql);
        const people = drafts.map((draft) => toFacts(randomUUID(), draft, NOW, randomUUID));
        await writePeople(t.sql, people, NOW, new Map());
        const from = new Date(NOW.getTime() + wait);
        const to = new Date(from.getTime() + step);
        const context = await evaluateContext(t.sql, named);
        for (const node of rules) {
          const moved = people.filter((p) => evaluate(node, p, { ...context, now: from }) !== evaluate(node, p, { ...context, now: to }));
          const edges = await findEdges(t.sql, [{ id: randomUUID(), node }], { rules: named, from, to });
          changed += moved.length;
          for (const person of moved) expect(edges.profileIds, JSON.stringify(node)).toContain(person.id);
        }
      }),
      { numRuns },
    );
    expect(changed).toBeGreaterThan(20);
  }

  it('are required of every kind of condition', () => {
    const { edges: _, ...without } = {
      kind: 'trait' as const,
      dependencies: () => [],
      compile: () => ({ form: 'test' as const, sql: () => 'true' }),
      edges: () => ({ sets: [] }),
      evaluate: () => true,
    };
    expect(() => defineConditionKind(without as never)).toThrow('lacks edges');
  });
});
