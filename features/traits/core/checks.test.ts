import { describe, expect, it } from 'vitest';
import type { Backtest, ModelCard } from '../schema';
import { dataChecks, modelChecks, refusalOf } from './checks';
import type { PurchaseFit } from './clv/fit-purchases';
import type { SpendFit } from './clv/spend';

const enough = { customers: 500, days: 180, withThreeOrders: 50, daysSinceLastOrder: 30 } as ModelCard['data'];
const fit = { converged: true, boundary: false, iterations: 20, logLikelihood: -10, nbdLogLikelihood: -12 } as PurchaseFit;
const spend = { correlation: 0.1 } as SpendFit;
const tested = (totalError: number | null, ece: number) => ({ model: { totalError }, noPurchase: { ece } }) as Backtest;
const refused = (change: Partial<PurchaseFit>, totalError: number | null = 0, ece = 0) =>
  refusalOf(modelChecks({ ...fit, ...change }, spend, tested(totalError, ece)));

describe('enough data', () => {
  it.each([
    [{}, null],
    [{ customers: 499 }, 'buyers'],
    [{ days: 179 }, 'days'],
    [{ withThreeOrders: 49 }, 'with_three_orders'],
    [{ daysSinceLastOrder: 31 }, 'last_order'],
    [{ daysSinceLastOrder: null }, 'last_order'],
  ])('%j: %s', (change, reason) => {
    expect(refusalOf(dataChecks({ ...enough, ...change }))).toBe(reason);
  });
});

describe('a model that may be published', () => {
  it('misses the total by at most a fifth, in either direction', () => {
    expect([refused({}, 0.2), refused({}, -0.2), refused({}, 0.21), refused({}, -0.21), refused({}, null)]).toEqual([
      null,
      null,
      'total_error',
      'total_error',
      'total_error',
    ]);
  });

  it('is warned of from 5 % calibration error and refused from 10 %', () => {
    expect([refused({}, 0, 0.1), refused({}, 0, 0.11)]).toEqual([null, 'ece']);
    expect(modelChecks(fit, spend, tested(0, 0.06)).find((c) => c.key === 'ece')).toMatchObject({
      passed: false,
      blocks: false,
      limit: 0.05,
    });
  });

  it('has converged; no dropout is no reason to refuse', () => {
    expect([refused({ converged: false }), refused({ boundary: true })]).toEqual(['not_converged', null]);
  });
});
