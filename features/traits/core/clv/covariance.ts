import { invert } from './invert';
import type { Objective } from './minimise';
import type { Steps } from './steps';

const STEP = 1e-4;

/**
 * The covariance of the parameters' logarithms: the inverse of the Hessian of the log-likelihood at its maximum, from central
 * differences of the gradient. `customers` because the objective is a mean. Undefined where the curvature is not that of a maximum.
 */
export function* covarianceAt(f: Objective, at: Float64Array, customers: number): Steps<Float64Array[] | undefined> {
  const size = at.length;
  const hessian: Float64Array[] = [];
  for (let i = 0; i < size; i++) {
    const shifted = (by: number) => at.map((v, j) => (i === j ? v + by : v));
    const up = yield* f(shifted(STEP));
    const down = yield* f(shifted(-STEP));
    hessian.push(up.gradient.map((v, j) => (customers * (v - (down.gradient[j] as number))) / (2 * STEP)));
  }
  const symmetric = hessian.map((row, i) => row.map((v, j) => (v + (hessian[j]?.[i] ?? 0)) / 2));
  const inverse = invert(symmetric);
  return inverse?.every((row, i) => Number.isFinite(row[i]) && (row[i] as number) > 0) ? inverse : undefined;
}
