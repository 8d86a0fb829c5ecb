import { describe, expect, it } from 'vitest';
import { cdnow } from '@/tests/fixtures/cdnow/read-cdnow';
import { backtest, spendsOf } from './backtest';
import { fitPurchases } from './fit-purchases';
import { forecast, naiveForecast } from './forecast';
import { groupHistories } from './histories';
import { twelveMonths } from './lifetime-value';
import { areaUnderCurve, brier, errorsOf } from './measures';
import { noPurchaseWithin, pAlive } from './purchase-model';
import { expectedSpend, fitSpend } from './spend';
import { finish } from './steps';

const { log, end, known, followed, days } = cdnow();
const groups = groupHistories(known, 7);
const bg = finish(fitPurchases(groups, 'bgnbd'));
const mbg = finish(fitPurchases(groups, 'mbgnbd'));
const spend = finish(fitSpend(spendsOf(known)));
const bgAhead = finish(forecast(bg.model, known, groups, 39));
const mbgAhead = finish(forecast(mbg.model, known, groups, 39));
const historyOf = (i: number) => ({ x: known.x[i] as number, tx: (known.recency[i] as number) / 7, T: (known.age[i] as number) / 7 });
const at = (id: number): number => known.customer.indexOf(id - 1);
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

const within = (value: number, expected: number, relative: number) => expect(Math.abs(value / expected - 1)).toBeLessThan(relative);

describe('the CDNOW sample', () => {
  it('has the published size', () => {
    expect([groups.customers, groups.length, sum(known.x), [...known.x].filter((x) => x === 0).length]).toEqual([2357, 1016, 2457, 1411]);
  });

  it('gives the published BG/NBD: parameters within 0.1 %, log-likelihood within 0.01', () => {
    expect(bg).toMatchObject({ converged: true, boundary: false, model: { name: 'bgnbd' } });
    for (const [key, value] of Object.entries({ r: 0.2425945, alpha: 4.4136019, a: 0.7929199, b: 2.4258881 }))
      within(Object(bg.model.parameters)[key], value, 1e-3);
    expect(Math.abs(bg.logLikelihood + 9582.429)).toBeLessThan(0.01);
    expect(Math.abs(bg.nbdLogLikelihood + 9763.6576)).toBeLessThan(0.01);
    for (const [key, value] of Object.entries({ r: 0.01256, alpha: 0.37822, a: 0.18573, b: 0.70541 }))
      within(bg.standardErrors?.[key] ?? 0, value, 1e-2);
  });

  it('gives the published MBG/NBD', () => {
    expect(mbg).toMatchObject({ converged: true, boundary: false, model: { name: 'mbgnbd' } });
    for (const [key, value] of Object.entries({ r: 0.52484, alpha: 6.18309, a: 0.89136, b: 1.614 }))
      within(Object(mbg.model.parameters)[key], value, 1e-3);
    expect(Math.abs(mbg.logLikelihood + 9582.1357)).toBeLessThan(0.01);
    for (const [key, value] of Object.entries({ r: 0.08327, alpha: 0.69562, a: 0.15479, b: 0.53749 }))
      within(mbg.standardErrors?.[key] ?? 0, value, 1e-2);
  });

  it('forecasts the 39 weeks of the hold-out as published, and better than the rate of the past', () => {
    const bgErrors = errorsOf(bgAhead.expected, followed.purchases);
    const mbgErrors = errorsOf(mbgAhead.expected, followed.purchases);
    const naive = errorsOf(naiveForecast(known, days), followed.purchases);
    expect(sum(followed.purchases)).toBe(1882);
    expect(Math.abs(bgErrors.mae - 0.7855)).toBeLessThan(0.002);
    expect(Math.abs(bgErrors.rmse - 1.608)).toBeLessThan(0.002);
    expect(Math.abs(bgErrors.predicted - 1653.4)).toBeLessThan(0.1);
    expect(Math.abs(mbgErrors.mae - 0.7648)).toBeLessThan(0.002);
    expect(Math.abs(mbgErrors.rmse - 1.6072)).toBeLessThan(0.002);
    expect(Math.abs(mbgErrors.predicted - 1576.7)).toBeLessThan(0.1);
    expect(Math.abs(naive.mae - 1.0237)).toBeLessThan(0.002);
    expect(Math.abs(naive.predicted - 2930.1)).toBeLessThan(0.1);
  });

  it.each([
    [1, 1.22599, 1.26276, 0.72662, 0.70614, 0.44537],
    [2, 0.20342, 0.18894, 0.21239, 0.17095, 0.88319],
    [3, 0.19479, 0.15397, 1, 0.38972, 0.85566],
    [6, 3.33757, 3.16717, 0.64183, 0.62268, 0.36428],
    [157, 20.05525, 18.95187, 0.96922, 0.96594, 0.03078],
    [1516, 20.7489, 19.44661, 0.96885, 0.96548, 0.03115],
    [1981, 14.11896, 13.24208, 0.94893, 0.94392, 0.05107],
  ])('says of customer %i what is expected', (id, expectedBg, expectedMbg, aliveBg, aliveMbg, noneBg) => {
    const i = at(id);
    expect(Math.abs((bgAhead.expected[i] as number) - expectedBg)).toBeLessThan(1e-3);
    expect(Math.abs((mbgAhead.expected[i] as number) - expectedMbg)).toBeLessThan(1e-3);
    expect(Math.abs(pAlive(bg.model, historyOf(i)) - aliveBg)).toBeLessThan(1e-3);
    expect(Math.abs(pAlive(mbg.model, historyOf(i)) - aliveMbg)).toBeLessThan(1e-3);
    expect(Math.abs(noPurchaseWithin(bg.model, historyOf(i), 39) - noneBg)).toBeLessThan(1e-3);
  });

  it('shows that 1 - P(alive) is no churn score, and that the probability of no purchase is', () => {
    const hit = Uint8Array.from(followed.purchases, (n) => (n === 0 ? 1 : 0));
    const dead = (alive: Float64Array) => alive.map((p) => 1 - p);
    expect(areaUnderCurve(dead(bgAhead.alive), hit)).toBeCloseTo(0.31579, 4);
    expect(areaUnderCurve(bgAhead.noPurchase, hit)).toBeCloseTo(0.75692, 4);
    expect(brier(dead(bgAhead.alive), hit)).toBeCloseTo(0.60829, 4);
    expect(brier(bgAhead.noPurchase, hit)).toBeCloseTo(0.16122, 4);
    expect(areaUnderCurve(dead(mbgAhead.alive), hit)).toBeCloseTo(0.68665, 4);
    expect(areaUnderCurve(mbgAhead.noPurchase, hit)).toBeCloseTo(0.7601, 4);
    expect(brier(mbgAhead.noPurchase, hit)).toBeCloseTo(0.16141, 4);
  });

  it('gives the published Gamma-Gamma and the expected spend of the first ten', () => {
    expect(spend).toMatchObject({ customers: 946, converged: true, model: { name: 'gamma_gamma' } });
    for (const [key, value] of Object.entries({ p: 6.24957, q: 3.74422, v: 15.44352 }))
      within(Object(spend.model.parameters)[key], value, 1e-3);
    expect(Math.abs((spend.logLikelihood ?? 0) + 4055.9177)).toBeLessThan(0.01);
    expect(spend.correlation).toBeCloseTo(0.1139, 4);
    expect(spend.populationMean).toBeCloseTo(35.1704, 2);
    const first = Array.from({ length: 10 }, (_, i) => expectedSpend(spend.model, known.x[i] as number, known.mean[i] as number));
    for (const [i, value] of [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17].entries())
      expect(Math.abs((first[i] as number) - value)).toBeLessThan(0.01);
  });

  it('values twelve months, not 360 weeks', () => {
    const discount = { unitDays: 7, yearly: 1.01 ** 12 - 1 };
    const worth = (i: number) =>
      twelveMonths(bg.model, historyOf(i), discount).discounted * expectedSpend(spend.model, known.x[i] as number, known.mean[i] as number);
    expect(worth(at(1))).toBeCloseTo(36.296, 2);
    expect(worth(at(6))).toBeCloseTo(283.7225, 1);
    expect(worth(at(509))).toBeCloseTo(1175.7072, 0);
    within(sum(Array.from(known.x.keys(), worth)), 71550.2, 1e-4);
  });

  it('tracks the cumulative repeat purchases of both halves', () => {
    const births = countBy(known.firstDay);
    const repeats = new Map<number, number>();
    const first = new Map([...known.customer].map((c, i) => [c, known.firstDay[i]]));
    for (const [i, c] of log.customer.entries()) {
      const day = log.day[i] as number;
      if (first.get(c) !== day) repeats.set(day, (repeats.get(day) ?? 0) + 1);
    }
    const window = { originDay: end, days, known, purchases: followed.purchases, revenue: followed.revenue };
    const cohorts = { births, repeats, startDay: end - 39 * 7, endDay: end + 39 * 7 };
    const { weekly, revenue, windows, noPurchase } = finish(backtest([window], 'bgnbd', cohorts, 7));
    expect([13, 26, 39, 52, 65, 78].map((week) => weekly[week - 1])).toMatchObject([
      { end: '1997-04-01', actual: 828, calibration: true },
      { end: '1997-07-01', actual: 1746, calibration: true },
      { end: '1997-09-30', actual: 2457, calibration: true },
      { end: '1997-12-30', actual: 3183, calibration: false },
      { end: '1998-03-31', actual: 3844, calibration: false },
      { end: '1998-06-30', actual: 4339, calibration: false },
    ]);
    for (const [week, value] of [
      [13, 709],
      [26, 1726.9],
      [39, 2494],
      [52, 3127.7],
      [65, 3675],
      [78, 4160.6],
    ] as const)
      expect(Math.abs((weekly[week - 1]?.predicted ?? 0) - value)).toBeLessThan(0.1);
    expect(revenue.actual).toBeCloseTo(70976.39, 1);
    within(revenue.predicted, 59931.63, 1e-3);
    expect(windows).toMatchObject([{ model: 'bgnbd', customers: 2357, actual: 1882 }]);
    // Even the textbook's fit is off by more than five points in a hundred: a warning, not a refusal.
    expect(noPurchase.ece).toBeCloseTo(0.054, 2);
  });
});

function countBy(values: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
