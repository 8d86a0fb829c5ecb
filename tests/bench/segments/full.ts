import type { Sql } from '@/db/client';
import { cliScope } from '@/features/access/core/scope';
import { previewRule } from '@/features/segments/data/preview-rule';
import { evaluateFully } from '@/features/segments/jobs/full-evaluation';
import { findManyDifferences } from '@/features/segments/jobs/many-candidates';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { type Cost, cpuSum, measured } from '../lib/cpu';
import { percentiles } from '../lib/percentiles';
import type { Figure } from '../lib/report';
import { type Duck, duckMany, duckReference } from './duckdb';
import { manyRules, referenceRule } from './rules';

const ROUNDS = 7;

type Trees = Record<string, number>;
type Timed<T> = { result: T; cost: Cost };

/** Work with ours and DuckDB's taking turns, so that what else the machine does hits both alike. The median of each. */
async function inTurns<A, B>(
  trees: Trees,
  ours: () => Promise<A>,
  theirs: () => Promise<B>,
): Promise<{ ours: Timed<A>; theirs: Timed<B> }> {
  const a: Timed<A>[] = [];
  const b: Timed<B>[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const own = await measured(trees, [], ours);
    const other = await measured({ duckdb: process.pid }, [], theirs);
    if (round === 0) continue;
    a.push(own);
    b.push(other);
  }
  return { ours: median(a), theirs: median(b) };
}

function median<T>(list: Timed<T>[]): Timed<T> {
  const [middle] = [...list].sort((x, y) => x.cost.seconds - y.cost.seconds).slice(list.length >> 1);
  if (!middle) throw new Error('Nothing measured');
  return middle;
}

const ms = (cost: Cost) => `${Math.round(cost.seconds * 1000)} ms`;

/** Full evaluations against DuckDB on the same rows, and the live preview. */
export async function benchFull(sql: Sql, duck: Duck, now: Date, trees: Trees): Promise<Figure[]> {
  const { id } = await sql.begin((tx) => createSegment(tx, cliScope('bench'), { name: 'Reference', rule: referenceRule }));
  const clear = async () => {
    await sql`delete from memberships where segment_id = ${id}`;
    await sql`update segments set size = 0 where id = ${id}`;
  };
  const first = await inTurns(
    trees,
    async () => {
      await clear();
      return evaluateFully(id, { now });
    },
    () => duck.run(duckReference(now)),
  );
  const again = await inTurns(
    trees,
    () => evaluateFully(id, { now }),
    () => duck.run(duckReference(now)),
  );
  const [row] = await sql<{ size: number }[]>`select size::int from segments where id = ${id}`;
  const same = row?.size === first.theirs.result[0];
  const rules = manyRules(50);
  const many = await inTurns(
    trees,
    () =>
      findManyDifferences(
        sql,
        rules.map(({ rule }, i) => ({ id: id.slice(0, -2) + String(i).padStart(2, '0'), node: rule })),
        now,
      ),
    () => duck.run(duckMany(now, rules)),
  );
  const times: number[] = [];
  const previews = await measured(trees, [], async () => {
    for (let i = 0; i < 20; i++) {
      const began = performance.now();
      await previewRule(sql, referenceRule);
      times.push(performance.now() - began);
    }
  });
  const p = percentiles(times);
  const fullRatio = again.ours.cost.seconds / again.theirs.cost.seconds;
  const firstRatio = first.ours.cost.seconds / first.theirs.cost.seconds;
  const manyRatio = many.ours.cost.seconds / many.theirs.cost.seconds;
  const cpu = (a: Cost, b: Cost) => (cpuSum(a) / Math.max(0.01, cpuSum(b))).toFixed(1);
  return [
    {
      name: 'limit: DuckDB, the reference rule on the same rows',
      value: `${ms(again.theirs.cost)}, ${first.theirs.result[0]} people${same ? '' : ` (ours: ${row?.size})`}`,
      cost: again.theirs.cost,
    },
    {
      name: 'full evaluation of the reference rule with its difference (nothing new)',
      value: `${ms(again.ours.cost)}, ${fullRatio.toFixed(1)} × DuckDB (CPU ${cpu(again.ours.cost, again.theirs.cost)} ×)`,
      goal: '≤ 3 ×',
      met: fullRatio <= 3,
      cost: again.ours.cost,
    },
    { name: '… with everybody new, written', value: `${ms(first.ours.cost)}, ${firstRatio.toFixed(1)} × DuckDB`, cost: first.ours.cost },
    { name: 'limit: DuckDB, 50 rules in one pass', value: ms(many.theirs.cost), cost: many.theirs.cost },
    {
      name: '50 rules at once',
      value: `${ms(many.ours.cost)}, ${manyRatio.toFixed(1)} × DuckDB (CPU ${cpu(many.ours.cost, many.theirs.cost)} ×)`,
      goal: '≤ 8 ×',
      met: manyRatio <= 8,
      cost: many.ours.cost,
    },
    {
      name: 'exact live preview of the reference rule',
      value: `p50 ${p.p50} ms, p95 ${p.p95} ms`,
      goal: 'p95 ≤ 1 s',
      met: p.p95 <= 1000,
      cost: previews.cost,
    },
  ];
}
