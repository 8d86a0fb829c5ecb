import type { Backtest } from '../../schema';
import { dayText } from '../days';
import { flags, floats } from './fill';
import type { PurchaseFit } from './fit-purchases';
import type { Forecast } from './forecast';
import type { Histories } from './histories';
import { areaUnderCurve, brier, calibration, errorsOf, topDecileShare } from './measures';
import type { Steps } from './steps';

/** What was known on `originDay`, and what the same customers did in the `days` after it. */
export type Window = {
  originDay: number;
  days: number;
  known: Histories & { mean: Float64Array };
  purchases: Float64Array;
  revenue: Float64Array;
};

/** A window with what a model of its origin, and the naive rival, expected of it. */
export type Tested = { window: Window; fit: PurchaseFit; forecast: Forecast; naive: Float64Array; revenue: Float64Array };

export const sumOf = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0);
const none = (purchases: Float64Array): Uint8Array => flags(purchases.length, (i) => purchases[i] === 0);

/** One origin in a line. */
export function judgeWindow({ window, fit, forecast: ahead, naive }: Tested): Backtest['windows'][number] {
  const { totalError, predicted } = errorsOf(ahead.expected, window.purchases);
  return {
    calibrationEnd: dayText(window.originDay),
    holdoutEnd: dayText(window.originDay + window.days),
    customers: window.purchases.length,
    model: fit.model.name,
    actual: sumOf(window.purchases),
    predicted,
    naive: sumOf(naive),
    totalError,
    ece: calibration(ahead.noPurchase, none(window.purchases)).ece,
  };
}

const MOST = 7;

/** By repeat purchases known at the origin: 0 to 6, and 7 or more together. Means per customer. */
export function byFrequency(tested: readonly Tested[]): Backtest['byFrequency'] {
  const sums = Array.from({ length: MOST + 1 }, () => ({ customers: 0, actual: 0, predicted: 0, naive: 0 }));
  for (const { window, forecast: ahead, naive } of tested)
    for (let i = 0; i < window.purchases.length; i++) {
      const sum = sums[Math.min(MOST, window.known.x[i] as number)];
      if (!sum) continue;
      sum.customers += 1;
      sum.actual += window.purchases[i] as number;
      sum.predicted += ahead.expected[i] as number;
      sum.naive += naive[i] as number;
    }
  return sums.flatMap(({ customers, actual, predicted, naive }, frequency) =>
    customers === 0
      ? []
      : [
          {
            frequency: frequency === MOST ? `${MOST}+` : String(frequency),
            customers,
            actual: actual / customers,
            predicted: predicted / customers,
            naive: naive / customers,
          },
        ],
  );
}

/** The probability of no purchase against what came, beside what `1 - P(alive)` would have given. */
export function* judgeNoPurchase(scores: Float64Array, alive: Float64Array, purchases: Float64Array): Steps<Backtest['noPurchase']> {
  const hit = none(purchases);
  const rate = hit.reduce((sum, h) => sum + h, 0) / Math.max(1, hit.length);
  const auc = areaUnderCurve(scores, hit);
  yield;
  const pAliveAuc = areaUnderCurve(
    floats(alive.length, (i) => 1 - (alive[i] as number)),
    hit,
  );
  yield;
  return { rate, auc, brier: brier(scores, hit), baseBrier: rate * (1 - rate), pAliveAuc, ...calibration(scores, hit) };
}

/** Revenue of the hold-outs, and how much of it came from those who were expected to spend most. */
export function judgeRevenue(predicted: Float64Array, actual: Float64Array): Backtest['revenue'] {
  const { mae } = errorsOf(predicted, actual);
  return { actual: sumOf(actual), predicted: sumOf(predicted), mae, topDecileShare: topDecileShare(predicted, actual) };
}
