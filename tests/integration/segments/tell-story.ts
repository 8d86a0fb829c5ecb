import { randomUUID } from 'node:crypto';
import type { Sql } from '@/db/client';
import { systemScope } from '@/features/access/core/scope';
import { compile } from '@/features/segments/core/compile';
import { catalogueOf } from '@/features/segments/data/catalogue';
import { evaluateFully } from '@/features/segments/jobs/full-evaluation';
import { findManyDifferences } from '@/features/segments/jobs/many-candidates';
import { createSegment } from '@/features/segments/mutations/create-segment';
import type { RuleNode } from '@/features/segments/schema';
import { toFacts } from './people';
import { NAMED, placed, type Step, type Story } from './steps';
import { nothingToChange, takeStep } from './take-step';
import { Disagreement, Told } from './told';
import { EVENTS } from './values';
import { clearWorld, defineEvents, evaluateContext, placeCompany, writePeople } from './world';

/**
 * Prepares an empty, migrated database for stories: room for their events, event names of which two have daily aggregates, and a purpose
 * whose consent ends by itself.
 * @returns what `tellStory` needs to know
 */
export async function prepareStories(sql: Sql): Promise<ReadonlyMap<string, number>> {
  await sql.unsafe(`create table if not exists events_stories partition of events for values from ('2025-01-01') to ('2030-01-01')`);
  await sql`insert into purposes (key, name, lawful_basis, mode, validity_days) values ('timed', 'Timed', 'consent', 'opt_in', 30)`;
  await placeCompany(sql);
  await placeCompany(sql);
  return defineEvents(sql, EVENTS, ['Order', EVENTS[2] ?? '']);
}

async function begin(sql: Sql, { base, people: drafts, rules }: Story, aggregated: ReadonlyMap<string, number>): Promise<Told> {
  await clearWorld(sql);
  await sql`delete from clock_state`;
  const people = drafts.map((draft) => toFacts(randomUUID(), structuredClone(draft), base, randomUUID));
  await writePeople(sql, people, base, aggregated);
  const told = new Told(sql, { now: base, people, aggregated, context: await evaluateContext(sql, new Map()) });
  for (const [i, made] of rules.entries()) {
    const rule = NAMED.reduce((text, name, k) => text.replaceAll(name, told.segments[k]?.id ?? name), JSON.stringify(made));
    const node = JSON.parse(rule) as RuleNode;
    const { id } = await sql.begin((tx) => createSegment(tx, systemScope('test'), { name: `Segment ${i}`, rule: node }));
    await evaluateFully(id, { now: told.now });
    told.segments.push({ id, rule: node });
  }
  await sql`update segments set state = 'live'`;
  return told;
}

/** Every rule compiled for everyone, as a preview asks it. */
async function checkCompiled(told: Told): Promise<void> {
  const wanted = told.wanted();
  const nodes = told.segments.map((s) => s.rule);
  const catalogue = await catalogueOf(told.sql, nodes, told.rules());
  for (const [at, node] of nodes.entries()) {
    const { text, values } = compile(node, { scope: { type: 'everyone' }, now: told.now, catalogue });
    const rows = await told.sql.unsafe<{ profile_id: string }[]>(text, values as never[]);
    const ids = rows.map((row) => row.profile_id);
    told.same(at, ids, wanted[at] ?? [], 'compiled for everyone');
  }
}

/** All rules evaluated for everyone at once, as the weekly check does it. @throws Disagreement */
async function nothingDrifted(told: Told): Promise<void> {
  const nodes = told.segments.map(({ id, rule }) => ({ id, node: rule }));
  if ((await findManyDifferences(told.sql, nodes, told.now)).length === 0) return;
  for (const at of nodes.keys()) await nothingToChange(told, at);
  throw new Disagreement(0, `a full evaluation of all rules differs, and that of each does not, at ${told.now.toISOString()}`);
}

const take = (told: Told, step: Step): Promise<void> => takeStep[step.do](told, step as never);

/**
 * Tells a story to the database: evaluates each segment for everyone, lets each step happen, and compares memberships, sizes and log with the
 * oracle after each; at the end also each rule compiled for everyone, and a full evaluation of all, which must find nothing.
 * @returns how many comparisons of a segment were made
 * @throws Disagreement
 */
export async function tellStory(sql: Sql, given: Story, aggregated: ReadonlyMap<string, number>): Promise<number> {
  const story = placed(given);
  const told = await begin(sql, story, aggregated);
  await told.check('at first');
  for (const [i, step] of story.steps.entries()) {
    await take(told, step);
    await told.check(`after step ${i} (${step.do})`);
  }
  await checkCompiled(told);
  await nothingDrifted(told);
  return told.segments.length * (story.steps.length + 3);
}
