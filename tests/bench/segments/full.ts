import type { Sql } from '@/db/client';
import { cliScope } from '@/features/access/core/scope';
import { compile } from '@/features/segments/core/compile';
import { catalogueFor } from '@/features/segments/data/catalogue';
import { evaluateFully } from '@/features/segments/jobs/full-evaluation';
import { findManyDifferences } from '@/features/segments/jobs/many-candidates';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { newId } from '@/lib/ids';
import type { Figure } from '../lib/report';
import { type Duck, duckCount, duckCounts } from './duckdb';
import { beside, inTurns, type Trees } from './in-turns';
import { type Case, cases, mixedCases } from './kinds';

const ROUNDS = 3;
/** Of few kinds, to see what the machine's other work makes of them. */
const ROUNDS_OF_FEW = 9;
const MIXED = 50;

/** What a preview counts: everybody whom the rule fits. */
async function counted(sql: Sql, { rule }: Case, now: Date): Promise<number> {
  const { text, values } = compile(rule, { scope: { type: 'everyone' }, now, catalogue: await catalogueFor(sql, rule) });
  const [row] = await sql.unsafe<{ n: number }[]>(`select count(*)::float8 as n from (${text}) x`, values as never[]);
  return row?.n ?? 0;
}

/** Every kind (or only `kinds`, and nothing else) beside DuckDB on the same rows, 50 mixed rules at once, and a full evaluation with its difference and its writing. */
export async function benchFull(
  sql: Sql,
  duck: Duck,
  { now, trees, say, kinds }: { now: Date; trees: Trees; say: (line: string) => void; kinds?: readonly string[] | undefined },
): Promise<Figure[]> {
  const reference = cases(now, newId()).at(-1);
  if (!reference) throw new Error('No reference');
  const { id } = await sql.begin((tx) => createSegment(tx, cliScope('bench'), { name: 'Reference', rule: reference.rule }));
  const figures: Figure[] = [];
  for (const one of cases(now, id)) {
    if (kinds && !kinds.includes(one.name)) continue;
    const turns = await inTurns(
      trees,
      kinds ? ROUNDS_OF_FEW : ROUNDS,
      () => counted(sql, one, now),
      () => duck.run(duckCount(one.duck)),
    );
    const [theirs] = turns.theirs.result;
    const same = turns.ours.result === theirs ? `, ${theirs} people` : `, DIFFERENT: ${turns.ours.result} people, DuckDB ${theirs}`;
    const figure = beside(one.name, turns, one.goal, same);
    figures.push(turns.ours.result === theirs ? figure : { ...figure, met: false });
    say(`${one.name}: ${figure.value}`);
  }
  if (kinds) return figures;
  const mixed = mixedCases(now, id, MIXED);
  const segments = mixed.map(({ rule }, i) => ({ id: id.slice(0, -3) + String(100 + i), node: rule }));
  const many = await inTurns(
    trees,
    ROUNDS,
    () => findManyDifferences(sql, segments, now),
    () => duck.run(duckCounts(mixed.map((m) => m.duck))),
  );
  figures.push(beside(`${MIXED} mixed rules at once`, many, 8));
  say(`${MIXED} mixed: ${figures.at(-1)?.value}`);
  const clear = async () => {
    await sql`delete from memberships where segment_id = ${id}`;
    await sql`update segments set size = 0 where id = ${id}`;
  };
  const ask = () => duck.run(duckCount(reference.duck));
  const first = await inTurns(trees, ROUNDS, () => clear().then(() => evaluateFully(id, { now })), ask);
  figures.push(beside('the reference rule, everybody new and written', first, 8));
  figures.push(
    beside('the reference rule with its difference, nothing new', await inTurns(trees, ROUNDS, () => evaluateFully(id, { now }), ask), 3),
  );
  return figures;
}
