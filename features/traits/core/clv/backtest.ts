import type { Backtest } from '../../schema';
import { dayText } from '../days';
import { floats } from './fill';
import { fitPurchases } from './fit-purchases';
import { forecast, naiveForecast } from './forecast';
import { groupHistories, type Histories } from './histories';
import { byFrequency, judgeNoPurchase, judgeRevenue, judgeWindow, sumOf, type Tested, type Window } from './judge';
import { errorsOf } from './measures';
import type { DropoutModel } from './purchase-likelihood';
import { expectedSpend, fitSpend, type Spends } from './spend';
import type { Steps } from './steps';
import { track } from './tracking';

/** Customers by first day, and their repeat purchase days by day, of those whom the latest origin knew, until today. */
export type Cohorts = { births: ReadonlyMap<number, number>; repeats: ReadonlyMap<number, number>; startDay: number; endDay: number };

/** Repeat customers with an amount, as the spend model reads them. */
export function spendsOf({ x, mean }: Histories & { mean: Float64Array }): Spends {
  const has = Int32Array.from(x.keys()).filter((i) => (x[i] as number) > 0 && (mean[i] as number) > 0);
  return { x: floats(has.length, (k) => x[has[k] as number] as number), mean: floats(has.length, (k) => mean[has[k] as number] as number) };
}

function* test(window: Window, name: DropoutModel, unitDays: number): Steps<Tested> {
  const { known, days, purchases } = window;
  const groups = groupHistories(known, unitDays);
  yield;
  const fit = yield* fitPurchases(groups, name);
  const ahead = yield* forecast(fit.model, known, groups, days / unitDays);
  const { model: spend } = yield* fitSpend(spendsOf(known));
  const spent = (i: number) => (ahead.expected[i] as number) * expectedSpend(spend, known.x[i] as number, known.mean[i] as number);
  const revenue = floats(purchases.length, spent);
  return { window, fit, forecast: ahead, naive: naiveForecast(known, days), revenue };
}

/** Fits and forecasts from each origin, the latest first, and compares with what came. There is at least one window. */
export function* backtest(
  windows: readonly [Window, ...Window[]],
  name: DropoutModel,
  cohorts: Cohorts,
  unitDays: number,
): Steps<Backtest> {
  const [first, ...others] = windows;
  const latest = yield* test(first, name, unitDays);
  const tested = [latest];
  for (const window of others) tested.push(yield* test(window, name, unitDays));
  const weekly = yield* track(latest.fit.model, cohorts, cohorts.startDay, cohorts.endDay, unitDays);
  const windowRows: Backtest['windows'] = [];
  for (const one of tested) {
    yield;
    windowRows.push(judgeWindow(one));
  }
  yield;
  const all = (pick: (t: Tested) => Float64Array): Float64Array => joined(tested.map(pick));
  const actual = all((t) => t.window.purchases);
  const model = errorsOf(
    all((t) => t.forecast.expected),
    actual,
  );
  const naive = errorsOf(
    all((t) => t.naive),
    actual,
  );
  yield;
  const noPurchase = yield* judgeNoPurchase(
    all((t) => t.forecast.noPurchase),
    all((t) => t.forecast.alive),
    actual,
  );
  yield;
  const revenue = judgeRevenue(
    all((t) => t.revenue),
    all((t) => t.window.revenue),
  );
  yield;
  return {
    calibrationEnd: dayText(first.originDay),
    holdoutDays: first.days,
    customers: actual.length,
    actual: sumOf(actual),
    windows: windowRows,
    model,
    naive,
    byFrequency: byFrequency(tested),
    weekly: weekly.map(({ week, endDay, actual: seen, predicted }) => ({
      week,
      end: dayText(endDay),
      actual: seen,
      predicted,
      calibration: endDay <= first.originDay,
    })),
    noPurchase,
    revenue,
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
