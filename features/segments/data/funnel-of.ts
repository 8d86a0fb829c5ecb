import type { Sql } from '@/db/client';
import { compileInto } from '../core/compile';
import type { RuleNode } from '../schema';
import { askRules, tookTooLong } from './ask-rule';

const FUNNEL_MS = 10_000;
/** More steps than this tell nobody anything. */
export const MOST_STEPS = 20;

/**
 * The rule condition by condition. `alone`: whom this one fits; `left`: whom it and all before it fit (in a rule of "any": whom it
 * or one before it fits). `steps` is null when counting took too long.
 */
export type Funnel = { joint: 'all' | 'any'; steps: { alone: number; left: number }[] | null };

/** The top-level conditions that a funnel counts; undefined for a rule that has none beside each other. */
export function funnelSteps(rule: RuleNode): { joint: 'all' | 'any'; nodes: RuleNode[] } | undefined {
  if ('all' in rule && rule.all.length > 1 && rule.all.length <= MOST_STEPS) return { joint: 'all', nodes: rule.all };
  if ('any' in rule && rule.any.length > 1 && rule.any.length <= MOST_STEPS) return { joint: 'any', nodes: rule.any };
  return undefined;
}

/** Counts after each top-level condition, in one statement at one moment; each condition is evaluated once. */
export async function funnelOf(db: Sql, rule: RuleNode, signal?: AbortSignal): Promise<Funnel | undefined> {
  const asked = funnelSteps(rule);
  if (!asked) return undefined;
  const { joint, nodes } = asked;
  try {
    const steps = await askRules(db, [rule], { ms: FUNNEL_MS, signal }, async ({ statement, now, catalogue, run }) => {
      const sets = nodes.map((node) => compileInto(statement, node, { scope: { type: 'everyone' }, now, catalogue }));
      const [row] = await run<{ counts: number[] }>(funnelSql(sets, joint));
      const counts = row?.counts ?? [];
      return nodes.map((_, i) => ({ alone: counts[2 * i] ?? 0, left: counts[2 * i + 1] ?? 0 }));
    });
    return { joint, steps };
  } catch (error) {
    if (tookTooLong(error, signal)) return { joint, steps: null };
    throw error;
  }
}

function funnelSql(sets: readonly string[], joint: 'all' | 'any'): string {
  const parts = sets.map((set, i) => {
    const own = `c${i} as materialized (${set})`;
    if (i === 0) return `${own}, f0 as (select profile_id from c0)`;
    const left =
      joint === 'all'
        ? `select f.profile_id from f${i - 1} f where f.profile_id in (select c.profile_id from c${i} c)`
        : `select profile_id from f${i - 1} union select profile_id from c${i}`;
    return `${own}, f${i} as materialized (${left})`;
  });
  const counts = sets.flatMap((_, i) => [`(select count(*) from c${i})`, `(select count(*) from f${i})`]);
  return `with ${parts.join(', ')} select array[${counts.join(', ')}]::float8[] as counts`;
}
