/** The 97.5th percentile of the normal distribution: intervals hold the truth 95 times in 100. */
const Z = 1.96;

/** A share seen in a sample, as numbers of the whole: the likeliest, and the 95 % interval (Wilson's, which is right for few and for none). */
export type Estimate = { count: number; low: number; high: number };

/** What `hits` of `asked` people tell about `total`. With everybody asked there is nothing to estimate. */
export function estimateOf(hits: number, asked: number, total: number): Estimate {
  if (asked === 0) return { count: 0, low: 0, high: total };
  if (asked >= total) return { count: hits, low: hits, high: hits };
  const p = hits / asked;
  const z2 = Z * Z;
  const middle = (p + z2 / (2 * asked)) / (1 + z2 / asked);
  const half = (Z / (1 + z2 / asked)) * Math.sqrt((p * (1 - p)) / asked + z2 / (4 * asked * asked));
  const bound = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * total);
  return { count: Math.round(p * total), low: Math.max(hits, bound(middle - half)), high: Math.max(hits, bound(middle + half)) };
}
