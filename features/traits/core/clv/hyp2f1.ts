import { gammaSign, lgamma } from './special';

/** Above this the series in `z` is slow and the one in `1 - z` takes over. */
const NEAR_ONE = 0.95;
const MAX_TERMS = 200_000;

/**
 * Gauss' hypergeometric function ₂F₁(a, b; c; z) for real arguments with c > 0 and 0 ≤ z < 1: the power series, near one
 * the connection formula in 1 - z where its two parts stay apart.
 */
export function hyp2f1(a: number, b: number, c: number, z: number): number {
  if (z === 0) return 1;
  if (z <= NEAR_ONE) return series(a, b, c, z);
  const d = c - a - b;
  // Close to an integer both parts of the formula grow without bound and cancel.
  if (Math.abs(d - Math.round(d)) < 1e-3) return series(a, b, c, z);
  const left = ratio(c, d, c - a, c - b) * series(a, b, 1 - d, 1 - z);
  const right = ratio(c, -d, a, b) * (1 - z) ** d * series(c - a, c - b, 1 + d, 1 - z);
  const sum = left + right;
  // What two large parts leave of each other has lost its digits.
  return Math.abs(sum) < 1e-6 * Math.abs(left) ? series(a, b, c, z) : sum;
}

function series(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 0; k < MAX_TERMS; k++) {
    term *= (((a + k) * (b + k)) / ((c + k) * (k + 1))) * z;
    sum += term;
    if (term === 0 || Math.abs(term) < 1e-16 * Math.abs(sum) * (1 - z)) break;
  }
  return sum;
}

/** Γ(a)Γ(b) / (Γ(c)Γ(d)); zero where a denominator is at a pole. */
function ratio(a: number, b: number, c: number, d: number): number {
  if ((c <= 0 && Number.isInteger(c)) || (d <= 0 && Number.isInteger(d))) return 0;
  return gammaSign(a) * gammaSign(b) * gammaSign(c) * gammaSign(d) * Math.exp(lgamma(a) + lgamma(b) - lgamma(c) - lgamma(d));
}
