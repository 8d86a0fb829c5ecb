import { expect, it } from 'vitest';
import { readPurchases, totalPence } from '@/demo/purchases';
import { dayNumber } from '../days';
import { spendsOf } from './backtest';
import { fitPurchases } from './fit-purchases';
import { forecast, naiveForecast } from './forecast';
import { groupHistories } from './histories';
import { areaUnderCurve, errorsOf } from './measures';
import { fitSpend } from './spend';
import { finish } from './steps';
import { byDay, summarise, whatFollowed } from './summarise';

it('finds no dropout among the customers of the real shop, where every model falls back to the plain NBD', async () => {
  const invoices = (await readPurchases(new Date())).invoices.filter((i) => !i.isRefund);
  const log = byDay({
    customer: Int32Array.from(invoices, (i) => Number(i.customer)),
    day: Int32Array.from(invoices, (i) => dayNumber(i.originalDate.slice(0, 10))),
    amount: Float64Array.from(invoices, (i) => totalPence(i) / 100),
  });
  const end = dayNumber('2011-06-30');
  const known = summarise(log, end);
  const followed = whatFollowed(log, known, end, dayNumber('2011-12-09'));
  const groups = groupHistories(known, 7);
  expect([groups.customers, groups.length]).toEqual([2960, 1684]);
  for (const name of ['bgnbd', 'mbgnbd'] as const) {
    const fit = finish(fitPurchases(groups, name));
    expect(fit).toMatchObject({ boundary: true, converged: true, model: { name: 'nbd' } });
    expect(fit.model.parameters).toMatchObject({ r: expect.closeTo(0.74421, 4), alpha: expect.closeTo(9.0474, 3) });
    expect(Math.abs(fit.logLikelihood + 15325.4553)).toBeLessThan(0.01);
    const ahead = finish(forecast(fit.model, known, groups, 162 / 7));
    const { mae, predicted } = errorsOf(ahead.expected, followed.purchases);
    expect(Math.abs(mae - 1.3665)).toBeLessThan(0.002);
    expect(Math.abs(predicted - 5634.8)).toBeLessThan(0.5);
    expect(
      areaUnderCurve(
        ahead.noPurchase,
        Uint8Array.from(followed.purchases, (n) => (n === 0 ? 1 : 0)),
      ),
    ).toBeCloseTo(0.7329, 3);
  }
  expect(errorsOf(naiveForecast(known, 162), followed.purchases).predicted).toBeCloseTo(5230.4, 0);
  const spend = finish(fitSpend(spendsOf(known)));
  expect(spend).toMatchObject({ customers: 1556, model: { name: 'gamma_gamma' } });
  expect(Math.abs((spend.logLikelihood ?? 0) + 10666.6761)).toBeLessThan(0.01);
});
