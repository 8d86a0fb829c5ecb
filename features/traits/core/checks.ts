import { LIMITS, MINIMUM } from '../constants';
import type { Backtest, Check, ModelCard } from '../schema';
import type { ModelReason } from '../types';
import type { PurchaseFit } from './clv/fit-purchases';
import type { SpendFit } from './clv/spend';

/** Whether there is enough to predict from. Each of these stops a fit before it begins. */
export function dataChecks(data: ModelCard['data']): Check[] {
  const atLeast = (key: Check['key'], value: number, limit: number): Check => ({ key, value, limit, passed: value >= limit, blocks: true });
  const idle = data.daysSinceLastOrder;
  return [
    atLeast('buyers', data.customers, MINIMUM.buyers),
    atLeast('days', data.days, MINIMUM.days),
    atLeast('with_three_orders', data.withThreeOrders, MINIMUM.withThreeOrders),
    {
      key: 'last_order',
      value: idle,
      limit: MINIMUM.daysSinceLastOrder,
      passed: idle !== null && idle <= MINIMUM.daysSinceLastOrder,
      blocks: true,
    },
  ];
}

/** Whether a fitted model may be published, and what is to be said of it. */
export function modelChecks(fit: PurchaseFit, spend: SpendFit, { model, noPurchase }: Backtest): Check[] {
  const off = model.totalError === null ? null : Math.abs(model.totalError);
  return [
    { key: 'converged', value: fit.iterations, limit: 200, passed: fit.converged, blocks: true },
    {
      key: 'boundary',
      value: fit.logLikelihood - fit.nbdLogLikelihood,
      limit: LIMITS.boundaryLogLikelihood,
      passed: !fit.boundary,
      // The plain NBD, which knows no dropout, stands in.
      blocks: false,
    },
    {
      key: 'total_error',
      value: model.totalError,
      limit: LIMITS.totalError,
      passed: off !== null && off <= LIMITS.totalError,
      blocks: true,
    },
    {
      key: 'ece',
      value: noPurchase.ece,
      limit: LIMITS.eceWarning,
      passed: noPurchase.ece <= LIMITS.eceWarning,
      blocks: noPurchase.ece > LIMITS.ece,
    },
    {
      key: 'correlation',
      value: spend.correlation,
      limit: LIMITS.correlation,
      passed: Math.abs(spend.correlation) <= LIMITS.correlation,
      blocks: false,
    },
  ];
}

const reasons: Partial<Record<Check['key'], ModelReason>> = {
  buyers: 'buyers',
  days: 'days',
  with_three_orders: 'with_three_orders',
  last_order: 'last_order',
  converged: 'not_converged',
  total_error: 'total_error',
  ece: 'ece',
};

/** The first failure that keeps a model from being published. */
export function refusalOf(checks: readonly Check[]): ModelReason | null {
  const failed = checks.find((check) => !check.passed && check.blocks);
  return failed ? (reasons[failed.key] ?? 'error') : null;
}
