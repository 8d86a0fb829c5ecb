import type { Sql, TransactionSql } from '@/db/client';
import { allowedSet } from '@/features/consent/core/allowed-set';
import { AppError } from '@/lib/errors';
import { compileInto } from '../core/compile';
import { expand } from '../core/expand';
import { pathOfSegment } from '../core/find-path';
import { newStatement } from '../core/statement';
import type { RuleNode } from '../schema';
import type { Scope } from '../types';
import { catalogueFor } from './catalogue';
import type { Bound } from './list-members';

const SAMPLE = 10;
const EXACT_MS = 10_000;
const ESTIMATE_MS = 15_000;
const ESTIMATE_PER_MILLE = 20;

/**
 * `count` of people whom the rule fits now, of whom the caller may not read `withheld`; `sample` are ids of some who may be
 * read, the same ones for the same people. `exact` is false when counting took too long and one person in fifty was asked.
 */
export type RulePreview = { count: number; withheld: number; sample: string[]; exact: boolean; asOf: Date };

type Options = { signal?: AbortSignal | undefined; bound?: Bound };

/**
 * Counts a rule without saving it. Aborting the signal cancels the query in the database.
 * @throws AppError invalid_input when the rule names a segment that is not there.
 */
export async function previewRule(db: Sql, rule: RuleNode, { signal, bound }: Options = {}): Promise<RulePreview> {
  try {
    return await count(db, rule, { scope: { type: 'everyone' }, ms: EXACT_MS, signal, bound });
  } catch (error) {
    const tooSlow = error instanceof Error && 'code' in error && error.code === '57014' && !signal?.aborted;
    if (!tooSlow) throw error;
    const scope = { type: 'sample' as const, perMille: ESTIMATE_PER_MILLE };
    const estimate = await count(db, rule, { scope, ms: ESTIMATE_MS, signal, bound });
    const scale = (n: number) => Math.round((n * 1000) / ESTIMATE_PER_MILLE);
    return { ...estimate, count: scale(estimate.count), withheld: scale(estimate.withheld), exact: false };
  }
}

type Count = Options & { scope: Scope; ms: number };

async function count(db: Sql, rule: RuleNode, { scope, ms, signal, bound }: Count): Promise<RulePreview> {
  return db.begin('read only', async (tx: TransactionSql) => {
    await tx`select set_config('statement_timeout', ${String(ms)}, true)`;
    const [clock] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
    const now = clock?.now ?? new Date();
    const catalogue = await catalogueFor(tx, rule);
    const expanded = expand(rule, catalogue.rules);
    if (!expanded.ok) {
      const path = pathOfSegment(rule, new Set(expanded.segmentIds)) ?? 'rule';
      throw new AppError('invalid_input', 'The rule names a segment that cannot be read.', {
        key: 'segment.unreadable',
        fields: [{ path, message: expanded.reason, key: `segment.refs.${expanded.reason}` }],
      });
    }
    const statement = newStatement();
    const fits = compileInto(statement, rule, { scope, now, catalogue });
    const readable = bound
      ? `select f.profile_id from fits f where f.profile_id in (${allowedSet(statement.place, { ...bound, now, within: 'select profile_id from fits' })})`
      : 'select profile_id from fits';
    signal?.throwIfAborted();
    const query = tx.unsafe<{ count: number; readable: number; sample: string[] | null }[]>(
      `with fits as materialized (${fits}), readable as materialized (${readable})
      select (select count(*) from fits)::float8 as count, (select count(*) from readable)::float8 as readable,
        (select array_agg(profile_id) from (select profile_id from readable order by uuid_hash(profile_id), profile_id limit ${SAMPLE}) s) as sample`,
      statement.values as never[],
    );
    const cancel = () => query.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    const [row] = await query.finally(() => signal?.removeEventListener('abort', cancel));
    const fitting = row?.count ?? 0;
    return {
      count: fitting,
      withheld: fitting - (row?.readable ?? 0),
      sample: row?.sample ?? [],
      exact: scope.type === 'everyone',
      asOf: now,
    };
  });
}
