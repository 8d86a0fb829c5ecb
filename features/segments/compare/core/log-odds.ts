import { FAMILY_ERROR, LEAST_SUPPORT, MOST_DIFFERENCES } from '../constants';
import type { Counts, Difference, Feature } from '../types';

/** Half a person is added to each cell, so that nothing is infinitely more frequent and rare things are drawn towards no difference. */
const PRIOR = 0.5;

type Sizes = { a: number; b: number };

/** The logarithm of the odds ratio with its standard error; 0 when both groups are alike. */
export function logOdds({ a, b }: Counts, sizes: Sizes): { value: number; error: number } {
  const cells = [a, sizes.a - a, b, sizes.b - b].map((n) => n + PRIOR) as [number, number, number, number];
  const value = Math.log(cells[0] / cells[1]) - Math.log(cells[2] / cells[3]);
  return { value, error: Math.sqrt(cells.reduce((sum, n) => sum + 1 / n, 0)) };
}

/** The ratio of the two shares, with the same half person. */
export const liftOf = ({ a, b }: Counts, sizes: Sizes): number =>
  (a + PRIOR) / (sizes.a + 2 * PRIOR) / ((b + PRIOR) / (sizes.b + 2 * PRIOR));

/** A feature with how many have it, of so many asked. */
export type Counted = Counts & { feature: Feature; of: Sizes };

/**
 * Picks what is over- and under-represented in `a`: frequent enough, and so far from alike that, over all that was tested, the chance
 * of a single false one is at most one in a hundred (Bonferroni). Ordered by how sure it is that the difference is large: by the nearer
 * end of the interval of its log odds.
 */
export function pickDifferences(features: readonly Counted[]) {
  const candidates = features.filter(({ a, b, of }) => a + b >= LEAST_SUPPORT && of.a + of.b - a - b >= LEAST_SUPPORT);
  const z = quantile(1 - FAMILY_ERROR / (2 * Math.max(1, candidates.length)));
  const rated = candidates.map((each) => {
    const { value, error } = logOdds(each, each.of);
    return { each, sure: Math.sign(value) * Math.max(0, Math.abs(value) - z * error) };
  });
  const shown = (sign: 1 | -1): Difference[] =>
    rated
      .filter(({ sure }) => sign * sure > 0)
      .sort((x, y) => sign * (y.sure - x.sure))
      .slice(0, MOST_DIFFERENCES)
      .map(({ each }) => ({ ...each, shareA: each.a / each.of.a, shareB: each.b / each.of.b, lift: liftOf(each, each.of) }));
  return { over: shown(1), under: shown(-1), tested: candidates.length };
}

/** The quantile of the normal distribution, to four digits, for p of at least a half. */
export function quantile(p: number): number {
  let [low, high] = [0, 10];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (tail(middle) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The upper tail of the normal distribution for x ≥ 0 (Chebyshev fit of erfc, relative error under 1.2e-7). */
function tail(x: number): number {
  const t = 1 / (1 + (0.5 * x) / Math.SQRT2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
  ];
  const sum = terms.reduceRight((rest, term) => term + t * rest, 0);
  return (t * Math.exp((-x * x) / 2 + sum)) / 2;
}
