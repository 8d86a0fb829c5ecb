import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as membersRoute from '@/app/api/v1/segments/[id]/members/route';
import { systemScope } from '@/features/access/core/scope';
import { exportChunks } from '@/features/activation/data/export-chunks';
import { type ConditionKindName, conditionSchemas } from '@/features/segments/conditions/schemas';
import { compareRules } from '@/features/segments/data/compare-rules';
import { estimateRule } from '@/features/segments/data/estimate-rule';
import { funnelOf } from '@/features/segments/data/funnel-of';
import { countMembers, listMembers } from '@/features/segments/data/list-members';
import { previewRule } from '@/features/segments/data/preview-rule';
import { evaluateSegmentJob } from '@/features/segments/jobs/evaluate-segment';
import { createSegment } from '@/features/segments/mutations/create-segment';
import type { RuleNode } from '@/features/segments/schema';
import { apiGet, apiKey } from '../api-key';
import { runJobs } from '../run-jobs';
import { type TestDb, testDb } from '../test-db';
import { conditionArbitrary } from './arbitraries';
import { personArbitrary, toFacts } from './people';
import { EVENTS } from './values';
import { defineEvents, makePartitions, placeCompany, writePeople } from './world';

const scope = systemScope('test');
const kinds = Object.keys(conditionSchemas) as ConditionKindName[];
const SEED = 20_261_122;

let t: TestDb;
let key: string;
const rules: { kind: ConditionKindName; rule: RuleNode }[] = [];

beforeAll(async () => {
  t = await testDb();
  key = await apiKey(t.sql, ['segments:read', 'profiles:read']);
  const year = new Date().getUTCFullYear();
  await makePartitions(t.sql, [year - 1, year, year + 1]);
  await placeCompany(t.sql);
  const aggregated = await defineEvents(t.sql, EVENTS, ['Order']);
  const people = fc.sample(personArbitrary, { numRuns: 40, seed: SEED });
  const now = new Date();
  await writePeople(
    t.sql,
    people.map((draft) => toFacts(randomUUID(), draft, now, randomUUID)),
    now,
    aggregated,
  );
  for (const kind of kinds) {
    const arbitrary = conditionArbitrary(kind, { segmentIds: [] });
    if (arbitrary) rules.push({ kind, rule: fc.sample(arbitrary, { numRuns: 1, seed: SEED })[0] as RuleNode });
  }
}, 60_000);
afterAll(() => t.close());

/** Answers of one moment: asked again when the clock moved a person in between. */
async function steady<T>(rule: RuleNode, ask: () => Promise<T>): Promise<{ count: number; answer: T }> {
  for (;;) {
    const { count } = await previewRule(t.sql, rule);
    const answer = await ask();
    if ((await previewRule(t.sql, rule)).count === count) return { count, answer };
  }
}

async function numbersOf(segmentId: string): Promise<number[]> {
  const { data } = await listMembers(t.sql, { segmentId, limit: 1_000 });
  const { total } = await countMembers(t.sql, segmentId, undefined);
  const answer = await membersRoute.GET(apiGet(`/api/v1/segments/${segmentId}/members`, key), {
    params: Promise.resolve({ id: segmentId }),
  });
  const page = (await answer.json()) as { total: number; data: unknown[] };
  let exported = 0;
  const columns = { traits: [], identifiers: [], personalData: 'full' as const };
  for await (const { rows, reasons } of exportChunks({ ...columns, segmentId, purpose: 'analytics', channel: 'internal' }))
    exported += rows.length + Object.values(reasons).reduce((a, b) => a + b, 0);
  return [data.length, total, page.total, page.data.length, exported];
}

describe('the numbers of one rule', () => {
  test('preview, list, count, API and export agree, for a rule of each kind', async () => {
    for (const { kind, rule } of rules) {
      const { count, answer } = await steady(rule, async () => {
        const { id } = await t.sql.begin((tx) => createSegment(tx, scope, { name: `${kind} ${randomUUID()}`, rule }));
        await runJobs(t.url, [evaluateSegmentJob]);
        return numbersOf(id);
      });
      expect(answer, `${kind} ${JSON.stringify(rule)}`).toEqual(answer.map(() => count));
    }
  }, 120_000);

  test('the estimate of few people is exact', async () => {
    for (const { rule } of rules) {
      const { count, answer } = await steady(rule, () => estimateRule(t.sql, rule));
      expect(answer).toMatchObject({ count, low: count, high: count, asked: answer?.total });
    }
  }, 60_000);

  test('the funnel ends with the rule', async () => {
    const nodes = rules.map(({ rule }) => rule);
    for (const joint of ['all', 'any'] as const) {
      const rule = (joint === 'all' ? { all: nodes.slice(0, 4) } : { any: nodes.slice(0, 4) }) as RuleNode;
      const { count, answer } = await steady(rule, () => funnelOf(t.sql, rule));
      const steps = answer?.steps ?? [];
      expect(steps).toHaveLength(4);
      expect(steps.at(-1)?.left).toBe(count);
      for (const [i, step] of steps.entries()) {
        const before = steps[i - 1]?.left ?? step.left;
        expect(joint === 'all' ? before >= step.left : before <= step.left).toBe(true);
      }
      expect(steps[0]?.alone).toBe(steps[0]?.left);
    }
    expect(await funnelOf(t.sql, nodes[0] as RuleNode)).toBeUndefined();
  }, 60_000);

  test('who enters, who leaves and who stays make up both rules', async () => {
    for (const [i, { rule: saved }] of rules.entries()) {
      const next = rules[(i + 1) % rules.length]?.rule as RuleNode;
      const either: RuleNode = { any: [saved, next] };
      const { answer } = await steady(either, async () => {
        const [before, after] = [await previewRule(t.sql, saved), await previewRule(t.sql, next)];
        return { before: before.count, after: after.count, difference: await compareRules(t.sql, saved, next) };
      });
      const { enters, leaves, stays } = answer.difference ?? { enters: { count: -1 }, leaves: { count: -1 }, stays: -1 };
      expect([stays + leaves.count, stays + enters.count]).toEqual([answer.before, answer.after]);
    }
  }, 60_000);

  test('bound to a purpose and channel, who may be reached and who is withheld add up', async () => {
    const everybody: RuleNode = { kind: 'trait', trait: 'no such trait', op: 'not_exists' };
    const bound = { purpose: 'marketing', channel: 'email' };
    const { count, withheld, sample } = await previewRule(t.sql, everybody, { bound });
    const reachable = await previewRule(t.sql, { kind: 'consent', ...bound, op: 'granted' });
    expect(count - withheld).toBe(reachable.count);
    expect(sample.length).toBe(Math.min(10, reachable.count));
  });
});
