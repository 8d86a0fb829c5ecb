import type { Backtest } from '../../schema';
import { dayText } from '../days';
import { fitPurchases, type PurchaseFit } from './fit-purchases';
import { type Forecast, forecast, naiveForecast } from './forecast';
import { groupHistories, type Histories } from './histories';
import { areaUnderCurve, brier, calibration, errorsOf, topDecileShare } from './measures';
import type { DropoutModel } from './purchase-likelihood';
import { expectedSpend, fitSpend, type SpendFit, type Spends } from './spend';
import type { Steps } from './steps';
import { track } from './tracking';

/** What was known on `originDay`, and what the same customers did in the `days` after it. */
export type Window = {
  originDay: number;
  days: number;
  known: Histories & { mean: Float64Array };
  purchases: Float64Array;
  revenue: Float64Array;
};

/** Customers by first day, and their repeat purchase days by day, of those whom the latest origin knew, until today. */
export type Cohorts = { births: ReadonlyMap<number, number>; repeats: ReadonlyMap<number, number>; startDay: number; endDay: number };

type Tested = { window: Window; fit: PurchaseFit; forecast: Forecast; naive: Float64Array; revenue: Float64Array };

/** Repeat customers with an amount, as the spend model reads them. */
export function spendsOf({ x, mean }: Histories & { mean: Float64Array }): Spends {
  const has = [...x.keys()].filter((i) => (x[i] as number) > 0 && (mean[i] as number) > 0);
  return { x: Float64Array.from(has, (i) => x[i] as number), mean: Float64Array.from(has, (i) => mean[i] as number) };
}

function* test(window: Window, name: DropoutModel, unitDays: number): Steps<Tested> {
  const groups = groupHistories(window.known, unitDays);
  const fit = yield* fitPurchases(groups, name);
  const ahead = yield* forecast(fit.model, window.known, groups, window.days / unitDays);
  const spend: SpendFit = yield* fitSpend(spendsOf(window.known));
  const revenue = ahead.expected.map((e, i) => e * expectedSpend(spend.model, window.known.x[i] as number, window.known.mean[i] as number));
  return { window, fit, forecast: ahead, naive: naiveForecast(window.known, window.days), revenue };
}

/** Fits and forecasts from each origin, the latest first, and compares with what came. There is at least one window. */
export function* backtest(
  windows: readonly [Window, ...Window[]],
  name: DropoutModel,
  cohorts: Cohorts,
  unitDays: number,
): Steps<Backtest> {
  const tested: Tested[] = [];
  for (const window of windows) tested.push(yield* test(window, name, unitDays));
  const [latest] = windows;
  const all = (pick: (t: Tested) => Float64Array): Float64Array => joined(tested.map(pick));
  const actual = all((t) => t.window.purchases);
  const expected = all((t) => t.forecast.expected);
  const naive = all((t) => t.naive);
  yield;
  const weekly = yield* track((tested[0] as Tested).fit.model, cohorts, cohorts.startDay, cohorts.endDay, unitDays);
  const windowRows: Backtest['windows'] = [];
  for (const t of tested) {
    yield;
    windowRows.push(windowRow(t));
  }
  yield;
  const noPurchase = noPurchaseOf(
    all((t) => t.forecast.noPurchase),
    all((t) => t.forecast.alive),
    actual,
  );
  yield;
  return {
    calibrationEnd: dayText(latest.originDay),
    holdoutDays: latest.days,
    customers: actual.length,
    actual: total(actual),
    windows: windowRows,
    model: errorsOf(expected, actual),
    naive: errorsOf(naive, actual),
    byFrequency: byFrequency(tested),
    weekly: weekly.map((w) => ({
      week: w.week,
      end: dayText(w.endDay),
      actual: w.actual,
      predicted: w.predicted,
      calibration: w.endDay <= latest.originDay,
    })),
    noPurchase,
    revenue: revenueOf(
      all((t) => t.revenue),
      all((t) => t.window.revenue),
    ),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const total = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0);
const none = (purchases: Float64Array): Uint8Array => Uint8Array.from(purchases, (n) => (n === 0 ? 1 : 0));

function windowRow({ window, fit, forecast: ahead, naive }: Tested): Backtest['windows'][number] {
  const { totalError, predicted } = errorsOf(ahead.expected, window.purchases);
  return {
    calibrationEnd: dayText(window.originDay),
    holdoutEnd: dayText(window.originDay + window.days),
    customers: window.purchases.length,
    model: fit.model.name,
    actual: total(window.purchases),
    predicted,
    naive: total(naive),
    totalError,
    ece: calibration(ahead.noPurchase, none(window.purchases)).ece,
  };
}

/** By repeat purchases known at the origin: 0 to 6, and 7 or more together. Means per customer. */
function byFrequency(tested: readonly Tested[]): Backtest['byFrequency'] {
  return Array.from({ length: 8 }, (_, frequency) => {
    const sums = { customers: 0, actual: 0, predicted: 0, naive: 0 };
    for (const { window, forecast: ahead, naive } of tested)
      for (let i = 0; i < window.purchases.length; i++) {
        if (Math.min(7, window.known.x[i] as number) !== frequency) continue;
        sums.customers += 1;
        sums.actual += window.purchases[i] as number;
        sums.predicted += ahead.expected[i] as number;
        sums.naive += naive[i] as number;
      }
    const n = Math.max(1, sums.customers);
    return {
      frequency: frequency === 7 ? '7+' : String(frequency),
      customers: sums.customers,
      actual: sums.actual / n,
      predicted: sums.predicted / n,
      naive: sums.naive / n,
    };
  }).filter((row) => row.customers > 0);
}

function noPurchaseOf(scores: Float64Array, alive: Float64Array, purchases: Float64Array): Backtest['noPurchase'] {
  const hit = none(purchases);
  const rate = hit.reduce((sum, h) => sum + h, 0) / Math.max(1, hit.length);
  return {
    rate,
    auc: areaUnderCurve(scores, hit),
    brier: brier(scores, hit),
    baseBrier: rate * (1 - rate),
    pAliveAuc: areaUnderCurve(
      alive.map((p) => 1 - p),
      hit,
    ),
    ...calibration(scores, hit),
  };
}

function revenueOf(predicted: Float64Array, actual: Float64Array): Backtest['revenue'] {
  const { mae } = errorsOf(predicted, actual);
  return { actual: total(actual), predicted: total(predicted), mae, topDecileShare: topDecileShare(predicted, actual) };
}
