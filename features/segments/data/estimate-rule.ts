import type { Sql } from '@/db/client';
import { compileInto } from '../core/compile';
import { type Estimate, estimateOf } from '../core/interval';
import type { RuleNode } from '../schema';
import { askRules, tookTooLong } from './ask-rule';
import { profileTotal } from './profile-total';

/** So many people are asked: they bound a share to three per cent either way. */
const ASKED = 1_000;
const ESTIMATE_MS = 1_500;

/** `asked` people of about `total`; the same ones each time, so that two rules are compared on the same people. */
export type RuleEstimate = Estimate & { asked: number; total: number };

/**
 * How many a rule fits, from a thousand people taken by the hash of their ids: an index gives them, and ids reach every leaf.
 * Undefined when even that takes too long. @throws AppError invalid_input as `previewRule`.
 */
export async function estimateRule(db: Sql, rule: RuleNode, signal?: AbortSignal): Promise<RuleEstimate | undefined> {
  try {
    return await askRules(db, [rule], { ms: ESTIMATE_MS, signal }, async ({ tx, statement, now, catalogue, run }) => {
      const ids = await tx<{ id: string }[]>`
        select id from profiles where restricted_at is null order by uuid_hash(id) limit ${ASKED}`;
      const fits = compileInto(statement, rule, { scope: { type: 'ids', ids: ids.map((row) => row.id) }, now, catalogue });
      const [row] = await run<{ n: number }>(`select count(*)::float8 as n from (${fits}) f`);
      const total = Math.max(ids.length, await profileTotal(tx));
      return { ...estimateOf(row?.n ?? 0, ids.length, total), asked: ids.length, total };
    });
  } catch (error) {
    if (tookTooLong(error, signal)) return undefined;
    throw error;
  }
}
