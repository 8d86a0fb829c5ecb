import type { Sql, TransactionSql } from '@/db/client';
import { AppError } from '@/lib/errors';
import type { Catalogue } from '../conditions/types';
import { expand } from '../core/expand';
import { pathOfSegment } from '../core/find-path';
import { newStatement, type Statement } from '../core/statement';
import type { RuleNode } from '../schema';
import { cancelling } from './cancelling';
import { catalogueOf, validRules } from './catalogue';
import { loadRules } from './rules';

export type Asking = {
  tx: TransactionSql;
  now: Date;
  catalogue: Catalogue;
  statement: Statement;
  /** Runs the one statement; going away cancels it in the database. */
  run<T extends object>(text: string): Promise<T[]>;
};

export type AskLimits = { ms: number; signal?: AbortSignal | undefined };

/** Whether the database stopped a statement because it took too long, and not because the caller went away. */
export const tookTooLong = (error: unknown, signal: AbortSignal | undefined): boolean =>
  error instanceof Error && 'code' in error && error.code === '57014' && !signal?.aborted;

/**
 * Asks about rules that are not saved: all reads in one read-only transaction with a limit of time, at one moment.
 * @throws AppError invalid_input when a rule names a segment that is not there; the database's error when it takes too long.
 */
export async function askRules<T>(
  db: Sql,
  rules: readonly RuleNode[],
  { ms, signal }: AskLimits,
  ask: (asking: Asking) => Promise<T>,
): Promise<T> {
  const answer = await db.begin('read only', async (tx: TransactionSql) => {
    await tx`select set_config('statement_timeout', ${String(ms)}, true)`;
    const [clock] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
    const saved = validRules(await loadRules(tx));
    for (const rule of rules) checkNames(rule, saved);
    const statement = newStatement();
    const cancelled = cancelling(signal);
    const run = <R extends object>(text: string): Promise<R[]> => cancelled(tx.unsafe<R[]>(text, statement.values as never[]));
    const catalogue = await catalogueOf(tx, rules, saved, { reckon: true });
    // Boxed, so that the driver does not await what is inside.
    return { done: await ask({ tx, now: clock?.now ?? new Date(), catalogue, statement, run }) };
  });
  return answer.done as T;
}

function checkNames(rule: RuleNode, saved: ReadonlyMap<string, RuleNode>): void {
  const expanded = expand(rule, saved);
  if (expanded.ok) return;
  const path = pathOfSegment(rule, new Set(expanded.segmentIds)) ?? 'rule';
  throw new AppError('invalid_input', 'The rule names a segment that cannot be read.', {
    key: 'segment.unreadable',
    fields: [{ path, message: expanded.reason, key: `segment.refs.${expanded.reason}` }],
  });
}
