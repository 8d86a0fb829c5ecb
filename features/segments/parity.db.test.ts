import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleArbitrary } from '@/tests/integration/segments/arbitraries';
import { HISTORY_OF, personArbitrary, toFacts } from '@/tests/integration/segments/people';
import { CUT_POINTS, EVENTS, HOLDOUT, LISTS, NOW } from '@/tests/integration/segments/values';
import { clearWorld, defineEvents, evaluateContext, makePartitions, placeCompany, writePeople } from '@/tests/integration/segments/world';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import type { Catalogue } from './conditions/types';
import { compile } from './core/compile';
import { evaluate } from './core/evaluate';
import { compileManyInto } from './core/many/compile-many';
import { personRules } from './core/many/person-rules';
import { newStatement } from './core/statement';
import { zonesInUse } from './data/zones';
import { nodeSchema, type RuleNode } from './schema';
import type { Scope } from './types';

let t: TestDb;
let aggregated: Map<string, number>;

beforeAll(async () => {
  t = await testDb();
  await makePartitions(t.sql, [2025, 2026]);
  await placeCompany(t.sql);
  aggregated = await defineEvents(t.sql, EVENTS, ['Order', EVENTS[2] ?? '']);
  await t.sql`insert into purposes (key, name, lawful_basis, mode, validity_days) values ('timed', 'Timed', 'consent', 'opt_in', 30)`;
});
afterAll(() => t.close());

const sorted = (ids: Iterable<string>) => [...ids].sort();

async function setOf(rule: RuleNode, scope: Scope, catalogue: Catalogue): Promise<string[]> {
  const { text, values } = compile(rule, { scope, now: NOW, catalogue });
  const rows = await t.sql.unsafe<{ profile_id: string }[]>(text, values as never[]);
  return sorted(rows.map((r) => r.profile_id));
}

/** Whom of these people a batch finds to fit the `i`-th rule. */
async function askedInBatch(rules: readonly RuleNode[], ids: string[], catalogue: Catalogue): Promise<(i: number) => string[]> {
  const statement = newStatement();
  const { joins, columns, answer } = personRules(statement, rules, { scope: { type: 'ids', ids }, now: NOW, catalogue });
  const text = `select i.id as profile_id${columns} from unnest(${statement.uuids(ids)}) i (id)${joins}`;
  const rows = await t.sql.unsafe<{ profile_id: string; leaves: string | null }[]>(text, statement.values as never[]);
  const fits = rows.map((row) => ({ id: row.profile_id, places: answer(row).fits }));
  return (i) => sorted(fits.filter(({ places }) => places.includes(i)).map(({ id }) => id));
}

const RULES = 25;
/** Rules compared; memberships that are kept up step by step are compared in incremental.db.test.ts, 2,000 times or more. */
const CASES = 2_000;

describe('random rules on random people', () => {
  it('answer the same compiled for everyone, for ids, for many rules at once, as a batch asks, and in memory', async () => {
    const segmentIds = HISTORY_OF;
    let cases = 0;
    const world = fc.record({
      people: fc.array(personArbitrary, { minLength: 1, maxLength: 12 }),
      named: fc.tuple(ruleArbitrary(), ruleArbitrary()),
      rules: fc.array(ruleArbitrary(segmentIds), { minLength: RULES, maxLength: RULES }),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ people: drafts, named, rules }) => {
        await clearWorld(t.sql);
        const people = drafts.map((draft) => toFacts(randomUUID(), draft, NOW, randomUUID));
        await writePeople(t.sql, people, NOW, aggregated);
        const catalogue: Catalogue = {
          rules: new Map(segmentIds.map((id, i) => [id, named[i] as RuleNode])),
          definitions: new Map([...aggregated].map(([name, key]) => [name, { key, ready: true }])),
          ...(await zonesInUse(t.sql)),
          lists: new Set(LISTS),
          holdout: HOLDOUT,
          cutPoints: CUT_POINTS,
        };
        const context = { ...(await evaluateContext(t.sql, catalogue.rules)), now: NOW };
        const ids = sorted(people.filter((_, i) => i % 2 === 0).map((p) => p.id));
        const statement = newStatement();
        const many = compileManyInto(statement, rules, { scope: { type: 'ids', ids }, now: NOW, catalogue });
        const hits = await t.sql.unsafe<{ profile_id: string; fits: number[] }[]>(many, statement.values as never[]);
        const batch = await askedInBatch(rules, ids, catalogue);
        for (const [i, rule] of rules.entries()) {
          expect(nodeSchema.safeParse(rule).error?.issues).toBeUndefined();
          const oracle = sorted(people.filter((p) => evaluate(rule, p, context)).map((p) => p.id));
          const label = JSON.stringify(rule);
          const few = oracle.filter((id) => ids.includes(id));
          expect(await setOf(rule, { type: 'everyone' }, catalogue), label).toEqual(oracle);
          expect(await setOf(rule, { type: 'ids', ids }, catalogue), label).toEqual(few);
          expect(sorted(hits.filter((h) => h.fits.includes(i + 1)).map((h) => h.profile_id)), label).toEqual(few);
          expect(batch(i), label).toEqual(few);
          cases += 1;
        }
      }),
      { numRuns: Math.ceil(CASES / RULES), endOnFailure: false },
    );
    expect(cases).toBeGreaterThanOrEqual(CASES);
  }, 170_000);
});
