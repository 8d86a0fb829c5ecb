import type { RuleNode } from '../../schema';
import type { CutPointStamp, CutPoints } from '../types';
import type { RankCondition } from './schema';

/** The percentiles between which the condition asks: `from <= place < to`. */
export function percentsOf(c: RankCondition): { from: number; to: number } {
  if (c.op === 'between') {
    const [low, high] = c.value;
    return c.unit === 'decile' ? { from: (low - 1) * 10, to: high * 10 } : { from: low, to: high };
  }
  const part = c.value * (c.unit === 'decile' ? 10 : 1);
  return c.op === 'top' ? { from: 100 - part, to: 100 } : { from: 0, to: part };
}

/** The values at those percentiles, by these cut points: `low <= value < high`; null is no limit. Undefined while nobody has a number. */
export function limitsOf(c: RankCondition, cuts: CutPoints | undefined): { low: number | null; high: number | null } | undefined {
  if (!cuts || cuts.limits.length === 0) return undefined;
  const { from, to } = percentsOf(c);
  const at = (percent: number) => (percent <= 0 || percent >= 100 ? null : (cuts.limits[percent - 1] ?? null));
  return { low: at(from), high: at(to) };
}

/** Each limit is the value of somebody: among fewer people than these it is easily guessed of whom. */
const LEAST_SHOWN = 20;

/** Of when these cut points are, and from how many people. */
export const stampOf = ({ version, at, people }: Omit<CutPoints, 'limits'>): CutPointStamp => ({
  version,
  at: at.toISOString(),
  people,
  few: people < LEAST_SHOWN,
});

/** The same as conditions on the trait's value; undefined while there is nothing to compare with: then nobody fits. */
export function rangeRule(c: RankCondition, cuts: CutPoints | undefined): RuleNode | undefined {
  const limits = limitsOf(c, cuts);
  if (!limits) return undefined;
  const { trait } = c;
  const all: RuleNode[] = [{ kind: 'trait', trait, op: 'gte', value: limits.low ?? -Number.MAX_VALUE }];
  if (limits.high !== null) all.push({ kind: 'trait', trait, op: 'lt', value: limits.high });
  return { all };
}
