import type { Sql } from '@/db/client';
import { cliScope } from '@/features/access/core/scope';
import { readOverlap } from '@/features/segments/compare/data/overlap';
import { estimateRule } from '@/features/segments/data/estimate-rule';
import { explainMembership } from '@/features/segments/data/explain-rule';
import { previewRule } from '@/features/segments/data/preview-rule';
import { evaluateFully } from '@/features/segments/jobs/full-evaluation';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { measured } from '../lib/cpu';
import { percentiles } from '../lib/percentiles';
import type { Figure } from '../lib/report';
import type { Trees } from './in-turns';
import { cases } from './kinds';
import { manyRules, referenceRule } from './rules';

const OVERLAPPING = 50;

async function times(n: number, work: (i: number) => Promise<unknown>): Promise<number[]> {
  const list: number[] = [];
  for (let i = 0; i < n; i++) {
    const began = performance.now();
    await work(i);
    list.push(performance.now() - began);
  }
  return list;
}

/** `ms`: what the 95th percentile may be, where that is asked; a costlier rule shows its progress instead. */
type Goal = { name: string; ms?: number; n: number; work: (i: number) => Promise<unknown> };

/** What people wait for: estimates, exact counts, explanations, overlaps. */
export async function benchAsked(sql: Sql, { now, trees }: { now: Date; trees: Trees }): Promise<Figure[]> {
  const make = (name: string, rule: typeof referenceRule) => sql.begin((tx) => createSegment(tx, cliScope('bench'), { name, rule }));
  const { id: named } = await make('Named', referenceRule);
  const kinds = cases(now, named);
  const explained: { segmentId: string; profileId: string }[] = [];
  const people = await sql<{ id: string }[]>`select id from profiles order by event_count desc, id limit 10`;
  for (const { name, rule } of kinds) {
    const { id } = await make(`Explained: ${name}`, rule);
    for (const person of people) explained.push({ segmentId: id, profileId: person.id });
  }
  const overlapping: string[] = [];
  for (const rule of manyRules(OVERLAPPING)) {
    const { id } = await make(`Overlapping ${overlapping.length}`, rule);
    await evaluateFully(id, { now });
    overlapping.push(id);
  }
  await sql.unsafe('vacuum analyze memberships');
  const alike = manyRules(40);
  const kind = (i: number) => kinds[i % kinds.length]?.rule ?? referenceRule;
  const goals: Goal[] = [
    { name: 'estimate of a rule, all kinds', ms: 200, n: kinds.length * 4, work: (i) => estimateRule(sql, kind(i)) },
    { name: 'exact preview of the reference rule', ms: 1_000, n: 20, work: () => previewRule(sql, referenceRule) },
    { name: 'exact preview, rules like the reference', ms: 1_000, n: 40, work: (i) => previewRule(sql, alike[i] ?? referenceRule) },
    { name: 'exact preview, all kinds', n: kinds.length * 2, work: (i) => previewRule(sql, kind(i)) },
    {
      name: 'explanation for one person, all kinds',
      ms: 100,
      n: explained.length,
      work: (i) => explainMembership(sql, explained[i] ?? { segmentId: named, profileId: people[0]?.id ?? '' }),
    },
    { name: `overlap of ${OVERLAPPING} segments`, ms: 1_000, n: 5, work: () => readOverlap(sql, overlapping) },
  ];
  const figures: Figure[] = [];
  for (const { name, ms, n, work } of goals) {
    await work(0);
    const { result, cost } = await measured(trees, [], () => times(n, work));
    const p = percentiles(result);
    const value = `p50 ${Math.round(p.p50)} ms, p95 ${Math.round(p.p95)} ms (${n})`;
    figures.push({ name, value, ...(ms === undefined ? {} : { goal: `p95 ≤ ${ms} ms`, met: p.p95 <= ms }), cost });
  }
  return figures;
}
