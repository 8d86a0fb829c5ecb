import type { Sql, TransactionSql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { compile } from '../core/compile';
import type { RuleNode } from '../schema';
import { catalogueFor, validRules } from './catalogue';
import { findEdges } from './find-edges';
import { loadRule, loadRules } from './rules';

/** How far it looks ahead, and at how many moments at which something might change. */
const HORIZON_DAYS = 400;
const MOST_MOMENTS = 8;
const DAY_MS = 86_400_000;

/**
 * When the clock alone makes a person enter or leave, if nothing else happens. `change` is null when that is not before `lookedUntil`. What
 * other segments' histories will become is not foreseen.
 */
export type NextChange = { asOf: Date; inside: boolean; lookedUntil: Date; change: { at: Date; to: 'in' | 'out' } | null };

/**
 * The next moment at which a person's answer changes by time alone: the next edge is found by halving the time in which there is one, and
 * the compiled rule is asked again at exactly that moment.
 * @throws AppError not_found without that segment; conflict when it has no valid rule.
 */
export async function nextChange(db: Sql, asked: { segmentId: string; profileId: string }): Promise<NextChange> {
  return db.begin('isolation level repeatable read read only', async (tx) => {
    await tx`select set_config('statement_timeout', '5000', true)`;
    const segment = await loadRule(tx, asked.segmentId);
    if (!segment) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
    if (!segment.node || segment.state === 'invalid')
      throw new AppError('conflict', 'The segment has no valid rule.', { key: 'segment.noRule' });
    const [clock] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
    return foresee(tx, segment.node, asked, clock?.now ?? new Date());
  });
}

/** The same at a given moment. */
export async function foresee(
  tx: TransactionSql,
  node: RuleNode,
  { segmentId, profileId }: { segmentId: string; profileId: string },
  now: Date,
): Promise<NextChange> {
  const rules = validRules(await loadRules(tx));
  const catalogue = await catalogueFor(tx, node);
  const scope = { type: 'ids' as const, ids: [profileId] };
  const insideAt = async (moment: Date): Promise<boolean> => {
    const { text, values } = compile(node, { scope, now: moment, catalogue });
    return (await tx.unsafe(text, values as never[])).length > 0;
  };
  const hasEdge = async (from: number, to: number): Promise<boolean> => {
    const edges = await findEdges(tx, [{ id: segmentId, node }], { rules, from: new Date(from), to: new Date(to), scope });
    return edges.profileIds.length > 0;
  };
  const inside = await insideAt(now);
  const end = now.getTime() + HORIZON_DAYS * DAY_MS;
  let from = now.getTime();
  for (let moments = 0; moments < MOST_MOMENTS; moments++) {
    const at = await firstEdge(hasEdge, from, end);
    if (at === undefined) return { asOf: now, inside, lookedUntil: new Date(end), change: null };
    if ((await insideAt(new Date(at))) !== inside)
      return { asOf: now, inside, lookedUntil: new Date(at), change: { at: new Date(at), to: inside ? 'out' : 'in' } };
    from = at;
  }
  return { asOf: now, inside, lookedUntil: new Date(from), change: null };
}

/** The first moment in `(from, end]` with an edge, to the millisecond; undefined when there is none. */
async function firstEdge(hasEdge: (from: number, to: number) => Promise<boolean>, from: number, end: number): Promise<number | undefined> {
  if (!(await hasEdge(from, end))) return undefined;
  let [low, high] = [from, end];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await hasEdge(from, middle)) high = middle;
    else low = middle;
  }
  return high;
}
