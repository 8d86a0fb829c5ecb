import { LIMITS } from '../../constants';
import { covarianceAt } from './covariance';
import type { Groups } from './histories';
import { type Minimum, minimise } from './minimise';
import { type DropoutModel, dropoutObjective, nbdObjective } from './purchase-likelihood';
import type { PurchaseModel } from './purchase-model';
import type { Steps } from './steps';

export type PurchaseFit = {
  /** The model to predict with: the one asked for, or the plain NBD where dropout is not identified. */
  model: PurchaseModel;
  logLikelihood: number;
  nbdLogLikelihood: number;
  /** Of the parameters in the order of `PurchaseModel.parameters`; undefined where the curvature gives none. */
  standardErrors: Record<string, number> | undefined;
  /** Covariance of the parameters' logarithms, in the same order. */
  covariance: Float64Array[] | undefined;
  converged: boolean;
  /** The data do not say that anybody leaves: a parameter of the dropout ran away, or the fit is hardly better than without. */
  boundary: boolean;
  iterations: number;
};

/** Fits the model to histories by maximum likelihood, and the plain NBD beside it. */
export function* fitPurchases(groups: Groups, name: DropoutModel): Steps<PurchaseFit> {
  const start = startOf(groups);
  const nbd = nbdObjective(groups);
  const without = yield* minimise(nbd, Float64Array.of(Math.log(start.r), Math.log(start.alpha)));
  const dropout = dropoutObjective(groups, name);
  const fitted = yield* bestOf(groups, name, without);
  const logLikelihood = -fitted.value * groups.customers;
  const nbdLogLikelihood = -without.value * groups.customers;
  const [r, alpha, a, b] = Array.from(fitted.at, Math.exp) as [number, number, number, number];
  const ranAway = [a, b].some((p) => p < LIMITS.boundaryLow || p > LIMITS.boundaryHigh);
  const boundary = ranAway || logLikelihood - nbdLogLikelihood < LIMITS.boundaryLogLikelihood;
  const chosen = boundary
    ? {
        f: nbd,
        minimum: without,
        model: { name: 'nbd' as const, parameters: { r: Math.exp(without.at[0] as number), alpha: Math.exp(without.at[1] as number) } },
      }
    : { f: dropout, minimum: fitted, model: { name, parameters: { r, alpha, a, b } } };
  const covariance = chosen.minimum.converged ? yield* covarianceAt(chosen.f, chosen.minimum.at, groups.customers) : undefined;
  return {
    model: chosen.model,
    logLikelihood: boundary ? nbdLogLikelihood : logLikelihood,
    nbdLogLikelihood,
    standardErrors: covariance && errorsOf(chosen.model.parameters, covariance),
    covariance,
    converged: chosen.minimum.converged,
    boundary,
    iterations: fitted.iterations,
  };
}

/** From two starts: with a share that leaves soon, and near the NBD, whose maximum may be the better one. */
function* bestOf(groups: Groups, name: DropoutModel, without: Minimum): Steps<Minimum> {
  const objective = dropoutObjective(groups, name);
  const [logR, logAlpha] = [without.at[0] as number, without.at[1] as number];
  const first = yield* minimise(objective, Float64Array.of(logR, logAlpha - 0.5, Math.log(0.8), Math.log(2)));
  if (first.converged && first.value < without.value) return first;
  const second = yield* minimise(objective, Float64Array.of(logR, logAlpha, Math.log(0.05), Math.log(5)));
  return second.value < first.value ? second : first;
}

/** Moments of an NBD whose customers were all observed for the mean age. */
function startOf({ x, T, n, length, customers }: Groups): { r: number; alpha: number } {
  let sum = 0;
  let squares = 0;
  let age = 0;
  for (let g = 0; g < length; g++) {
    const many = n[g] as number;
    const count = x[g] as number;
    sum += many * count;
    squares += many * count * count;
    age += many * (T[g] as number);
  }
  const mean = Math.max(sum / customers, 1e-3);
  const excess = Math.max(squares / customers - mean * mean - mean, 0.05 * mean * mean);
  const r = Math.min(Math.max((mean * mean) / excess, 0.05), 20);
  return { r, alpha: Math.max((r * (age / customers)) / mean, 1e-3) };
}

const errorsOf = (parameters: Record<string, number>, covariance: readonly Float64Array[]): Record<string, number> =>
  Object.fromEntries(Object.entries(parameters).map(([key, value], i) => [key, value * Math.sqrt(covariance[i]?.[i] ?? Number.NaN)]));
