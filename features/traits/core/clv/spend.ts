import { type Minimum, minimise, type Objective } from './minimise';
import { digamma, lgamma } from './special';
import type { Steps } from './steps';

/** Repeat customers: repeat purchase days and the mean amount of those days, which is above zero. */
export type Spends = { x: Float64Array; mean: Float64Array };

/** Gamma-Gamma: amounts of one customer gamma(p, ν), ν of customers gamma(q, v). Else the mean of a person, drawn towards everybody's. */
export type SpendModel =
  | { name: 'gamma_gamma'; parameters: { p: number; q: number; v: number } }
  | { name: 'shrunk_mean'; parameters: { mean: number; weight: number } };

export type SpendFit = {
  model: SpendModel;
  logLikelihood: number | null;
  standardErrors?: Record<string, number>;
  customers: number;
  /** Pearson's, of repeat purchases and mean spend, which Gamma-Gamma takes to be independent. */
  correlation: number;
  populationMean: number;
  converged: boolean;
};

const CHUNK = 40_000;

/** Minus the mean log-likelihood of the Gamma-Gamma model and its gradient by ln p, ln q, ln v. */
export function gammaGammaObjective({ x, mean }: Spends): Objective {
  const counts = new Map<number, number>();
  for (const count of x) counts.set(count, (counts.get(count) ?? 0) + 1);
  const fixed = -mean.reduce((sum, m) => sum + Math.log(m), 0);
  return function* (logs) {
    const [p, q, v] = Array.from(logs, Math.exp) as [number, number, number];
    let value = fixed;
    let [dp, dq, dv] = [0, 0, 0];
    const logV = Math.log(v);
    for (const [count, many] of counts) {
      const both = digamma(p * count + q);
      value += many * (lgamma(p * count + q) - lgamma(p * count) - lgamma(q) + q * logV);
      dp += many * count * (both - digamma(p * count));
      dq += many * (both - digamma(q) + logV);
      dv += (many * q) / v;
    }
    for (let from = 0; from < x.length; from += CHUNK) {
      if (from > 0) yield;
      const to = Math.min(x.length, from + CHUNK);
      for (let i = from; i < to; i++) {
        const count = x[i] as number;
        const total = count * (mean[i] as number);
        const logTotal = Math.log(total);
        const logAll = Math.log(v + total);
        value += p * count * (logTotal - logAll) - q * logAll;
        dp += count * (logTotal - logAll);
        dq -= logAll;
        dv -= (p * count + q) / (v + total);
      }
    }
    return { value: -value / x.length, gradient: Float64Array.of((-dp * p) / x.length, (-dq * q) / x.length, (-dv * v) / x.length) };
  };
}

/** Fits Gamma-Gamma; where it has no finite mean, did not converge, or there are fewer than ten customers, the shrunk mean. */
export function* fitSpend(spends: Spends): Steps<SpendFit> {
  const customers = spends.x.length;
  const average = customers === 0 ? 0 : spends.mean.reduce((sum, m) => sum + m, 0) / customers;
  const shared = { customers, correlation: correlation(spends.x, spends.mean) };
  if (customers >= 10) {
    const objective = gammaGammaObjective(spends);
    let best: Minimum | undefined;
    for (const q of [3, 1.5, 8]) {
      const start = Float64Array.of(Math.log(2), Math.log(q), Math.log(Math.max(average * (q - 1), 1e-6) / 2));
      const found = yield* minimise(objective, start);
      if (!best || found.value < best.value) best = found;
      if (best.converged) break;
    }
    if (best?.converged) {
      const [p, q, v] = Array.from(best.at, Math.exp) as [number, number, number];
      const populationMean = (p * v) / (q - 1);
      if (q > 1 && populationMean < 1e3 * average && p < 1e6 && q < 1e6)
        return {
          model: { name: 'gamma_gamma', parameters: { p, q, v } },
          logLikelihood: -best.value * customers,
          populationMean,
          converged: true,
          ...shared,
        };
    }
  }
  return {
    model: { name: 'shrunk_mean', parameters: { mean: average, weight: shrinkage(spends, average) } },
    logLikelihood: null,
    populationMean: average,
    converged: true,
    ...shared,
  };
}

/** What an order of this customer is expected to bring, from repeat purchases and their mean; everybody's where there is none. */
export function expectedSpend(model: SpendModel, x: number, mean: number): number {
  if (model.name === 'shrunk_mean') return (x * mean + model.parameters.weight * model.parameters.mean) / (x + model.parameters.weight);
  const { p, q, v } = model.parameters;
  return (p * (v + x * mean)) / (p * x + q - 1);
}

/** How many orders everybody's mean is worth: variance within a person over variance between people, by least squares on 1 / x. */
function shrinkage({ x, mean }: Spends, average: number): number {
  let [n, sx, sxx, sy, sxy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const u = 1 / (x[i] as number);
    const y = ((mean[i] as number) - average) ** 2;
    n += 1;
    sx += u;
    sxx += u * u;
    sy += y;
    sxy += u * y;
  }
  const spread = n * sxx - sx * sx;
  const within = spread > 0 ? (n * sxy - sx * sy) / spread : 0;
  const between = n > 0 ? (sy - within * sx) / n : 0;
  return within > 0 && between > 0 ? Math.min(Math.max(within / between, 0.1), 100) : 1;
}

function correlation(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  if (n < 2) return 0;
  const mean = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [dx, dy] = [(x[i] as number) - mx, (y[i] as number) - my];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
