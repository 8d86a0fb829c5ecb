import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { connect } from '@/db/client';
import { migrate } from '@/db/migrate';
import { type ConditionKindName, conditionSchemas } from '@/features/segments/conditions/schemas';
import { evaluate } from '@/features/segments/core/evaluate';
import { expand } from '@/features/segments/core/expand';
import { topOf } from '@/features/segments/core/top';
import { catalogueOf } from '@/features/segments/data/catalogue';
import type { RuleNode } from '@/features/segments/schema';
import { conditionArbitrary, ruleArbitrary } from '@/tests/integration/segments/arbitraries';
import { HISTORY_OF, personArbitrary, toFacts } from '@/tests/integration/segments/people';
import { prepareStories } from '@/tests/integration/segments/tell-story';
import { DAY, NOW } from '@/tests/integration/segments/values';
import { evaluateContext, writePeople } from '@/tests/integration/segments/world';
import { live, many, named, single } from './asked';
import { placesOf } from './places';
import { type Case, type PersonRow, type Pool, type Sql, writePool } from './pool';

const PEOPLE = 40;
const OF_EACH_KIND = 60;
const GROUPS = 120;
/** Plain data is asked fast: many more people and rules, so that something rare is there too. */
const CROWD = 80;
const PLAIN_OF_EACH_KIND = 250;
const STRETCHES = [1, 3_600_000, DAY, 9 * DAY];

/** Fills the database with people and writes down what is right about many rules. @throws Error when the unchanged code disagrees with itself. */
export async function recordPool(url: string, file: string): Promise<number> {
  await migrate(url);
  const sql = connect(url);
  const aggregated = await prepareStories(sql);
  const people = fc.sample(personArbitrary, { seed: 42, numRuns: PEOPLE }).map((draft) => toFacts(randomUUID(), draft, NOW, randomUUID));
  await writePeople(sql, people, NOW, aggregated);
  const ids = HISTORY_OF;
  const rules = new Map<string, RuleNode>(
    fc.sample(ruleArbitrary(), { seed: 7, numRuns: ids.length }).map((rule, i) => [ids[i] ?? '', rule]),
  );
  for (const [id, rule] of rules)
    await sql`insert into segments (id, name, rule, state) values (${id}, ${id}, ${sql.json(rule as never)}, 'live')`;
  const chosen = [
    ...(Object.keys(conditionSchemas) as ConditionKindName[]).flatMap((kind) => {
      const arbitrary = conditionArbitrary(kind, { segmentIds: ids });
      const conditions = arbitrary ? fc.sample(arbitrary, { seed: 5, numRuns: OF_EACH_KIND }) : [];
      return conditions.map((rule) => ({ group: kind as string, rule: rule as RuleNode }));
    }),
    ...fc.sample(ruleArbitrary(ids), { seed: 9, numRuns: GROUPS }).map((rule) => ({ group: 'groups', rule })),
  ];
  const context = await evaluateContext(sql, rules);
  const catalogue = await catalogueOf(
    sql,
    chosen.map((c) => c.rule),
    rules,
  );
  const asked = { now: NOW, catalogue };
  const run = async ({ text, values }: Sql) =>
    (await sql.unsafe<{ profile_id: string }[]>(text, values as never[])).map((r) => r.profile_id).sort();
  const fitting = (rule: RuleNode, now: Date) =>
    people
      .filter((p) => evaluate(rule, p, { ...context, now }))
      .map((p) => p.id)
      .sort();
  const everybody = people.map((p) => p.id);
  const marksOf = (rule: RuleNode, id: string) =>
    topOf(rule).nodes.reduce((bits, node, i) => bits + (i < 31 && fitting(node, NOW).includes(id) ? 2 ** i : 0), 0);
  const cases: Case[] = [];
  for (const { group, rule } of chosen) {
    const fits = fitting(rule, NOW);
    const batch = live(rule, everybody, asked);
    const rows = [...(await sql.unsafe<PersonRow[]>(batch.text, batch.values as never[]))];
    const marked = fits.map((id): [string, number] => [id, marksOf(rule, id)]);
    if (!isDeepStrictEqual(batch.read(rows), marked)) throw new Error(`A batch disagrees with the oracle: ${JSON.stringify(rule)}`);
    const one: Case = {
      group,
      rule,
      fits,
      dependencies: [],
      single: single(rule, asked),
      many: many([rule], everybody, asked),
      live: { text: batch.text, values: batch.values, rows, marked },
      edges: [],
    };
    const expanded = expand(rule, rules);
    one.dependencies = expanded.ok ? expanded.dependencies : [];
    for (const ask of [one.single, one.many])
      if (!isDeepStrictEqual(await run(ask), fits))
        throw new Error(`The unchanged code disagrees with its oracle: ${JSON.stringify(rule)}`);
    for (const ms of STRETCHES) {
      const to = new Date(NOW.getTime() + ms);
      const later = fitting(rule, to);
      const moved = everybody.filter((id) => fits.includes(id) !== later.includes(id));
      one.edges.push({ from: NOW, to, named: named(rule, NOW, to, catalogue), moved });
    }
    cases.push(one);
  }
  await sql.end({ timeout: 5 });
  const pool: Pool = { now: NOW, people, context, catalogue, cases, ...plainCases(ids, context) };
  writePool(file, pool);
  return cases.length + pool.plain.length;
}

/** What the evaluator says of many rules; that it says what the database says is the parity test's to show. */
function plainCases(segmentIds: readonly string[], context: Pool['context']): Pick<Pool, 'crowd' | 'plain'> {
  const crowd = fc.sample(personArbitrary, { seed: 43, numRuns: CROWD }).map((draft) => toFacts(randomUUID(), draft, NOW, randomUUID));
  const plain = (Object.keys(conditionSchemas) as ConditionKindName[]).flatMap((kind) => {
    const arbitrary = conditionArbitrary(kind, { segmentIds });
    const rules = arbitrary ? fc.sample(arbitrary, { seed: 11, numRuns: PLAIN_OF_EACH_KIND }) : [];
    return rules.map((rule) => ({
      group: kind as string,
      rule: rule as RuleNode,
      fits: placesOf(rule as RuleNode, crowd, { ...context, now: NOW }),
    }));
  });
  return { crowd, plain };
}
