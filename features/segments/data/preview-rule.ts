import type { Sql } from '@/db/client';
import { allowedSet } from '@/features/consent/core/allowed-set';
import { compileInto } from '../core/compile';
import type { RuleNode } from '../schema';
import type { Scope } from '../types';
import { askRules, tookTooLong } from './ask-rule';
import type { Bound } from './count-readable';
import { refuseCostly } from './rule-cost';

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
 * @throws AppError invalid_input when the rule names a segment that is not there, or is too costly to be counted.
 */
export async function previewRule(db: Sql, rule: RuleNode, { signal, bound }: Options = {}): Promise<RulePreview> {
  try {
    return await count(db, rule, { scope: { type: 'everyone' }, ms: EXACT_MS, signal, bound });
  } catch (error) {
    if (!tookTooLong(error, signal)) throw error;
    const scope = { type: 'sample' as const, perMille: ESTIMATE_PER_MILLE };
    const estimate = await count(db, rule, { scope, ms: ESTIMATE_MS, signal, bound });
    const scale = (n: number) => Math.round((n * 1000) / ESTIMATE_PER_MILLE);
    return { ...estimate, count: scale(estimate.count), withheld: scale(estimate.withheld), exact: false };
  }
}

type Count = Options & { scope: Scope; ms: number };

const count = (db: Sql, rule: RuleNode, { scope, ms, signal, bound }: Count): Promise<RulePreview> =>
  askRules(db, [rule], { ms, signal }, async ({ tx, statement, now, catalogue, run }) => {
    if (scope.type === 'everyone') await refuseCostly(tx, { rule, catalogue, now, signal });
    const fits = compileInto(statement, rule, { scope, now, catalogue });
    const readable = bound
      ? `select f.profile_id from fits f where f.profile_id in (${allowedSet(statement.place, { ...bound, now, within: 'select profile_id from fits' })})`
      : 'select profile_id from fits';
    const [row] = await run<{ count: number; readable: number; sample: string[] | null }>(
      `with fits as materialized (${fits}), readable as materialized (${readable})
      select (select count(*) from fits)::float8 as count, (select count(*) from readable)::float8 as readable,
        (select array_agg(profile_id) from (select profile_id from readable order by uuid_hash(profile_id), profile_id limit ${SAMPLE}) s) as sample`,
    );
    const fitting = row?.count ?? 0;
    return {
      count: fitting,
      withheld: fitting - (row?.readable ?? 0),
      sample: row?.sample ?? [],
      exact: scope.type === 'everyone',
      asOf: now,
    };
  });
