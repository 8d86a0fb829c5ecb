import { computedTraits, noPurchaseTrait, predictedTraits, UNIT_DAYS } from '../constants';
import type { ModelSettings } from '../schema';
import { twelveMonths } from './clv/lifetime-value';
import { expectedPurchases, noPurchaseWithin, type PurchaseModel, pAlive } from './clv/purchase-model';
import { purchaseQuantiles } from './clv/purchase-range';
import { expectedSpend, type SpendModel } from './clv/spend';
import { dayText } from './days';
import type { Rfm } from './rfm';

/** What somebody bought, in days of the company's time zone and its currency. */
export type Orders = {
  /** Days with an order after the first such day. */
  x: number;
  firstDay: number;
  lastDay: number;
  orders: number;
  gross: number;
  /** Of the first day. */
  firstAmount: number;
  refunds: number;
};

/** A model as scoring reads it. `refundRate` is the share of revenue that went back. */
export type Scorer = { purchases: PurchaseModel; spend: SpendModel; refundRate: number; settings: ModelSettings };

/** The published part of a score, unrounded. */
export type Prediction = {
  ordersHorizon: number;
  noPurchase: number;
  orders12m: number;
  value12m: number;
  low: number;
  high: number;
  pAlive: number;
  orderValue: number;
};

/** The middle 80 % of what a person may do. */
const RANGE = [0.1, 0.9] as const;
const YEAR_DAYS = 365.25;

/** What the model expects of somebody with these orders, seen on `today`. */
export function predict(orders: Orders, today: number, { purchases, spend, refundRate, settings }: Scorer): Prediction {
  const history = { x: orders.x, tx: (orders.lastDay - orders.firstDay) / UNIT_DAYS, T: Math.max(0, today - orders.firstDay) / UNIT_DAYS };
  const mean = orders.x > 0 ? Math.max(0, (orders.gross - orders.firstAmount) / orders.x) : 0;
  const orderValue = expectedSpend(spend, mean > 0 ? orders.x : 0, mean);
  const ahead = twelveMonths(purchases, history, { unitDays: UNIT_DAYS, yearly: settings.discountPercent / 100 });
  const worth = orderValue * (1 - refundRate) * (settings.marginPercent / 100);
  const discount = ahead.orders > 0 ? ahead.discounted / ahead.orders : 1;
  const [few = 0, many = 0] = purchaseQuantiles(purchases, history, YEAR_DAYS / UNIT_DAYS, RANGE);
  return {
    ordersHorizon: expectedPurchases(purchases, history, settings.horizonDays / UNIT_DAYS),
    noPurchase: noPurchaseWithin(purchases, history, settings.horizonDays / UNIT_DAYS),
    orders12m: ahead.orders,
    value12m: worth * ahead.discounted,
    low: few * worth * discount,
    high: many * worth * discount,
    pAlive: pAlive(purchases, history),
    orderValue,
  };
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** The predicted traits, rounded to what they can say. `p_alive` is left out where the model knows no leaving. */
export function predictedValues(prediction: Prediction, { purchases, settings }: Scorer): Record<string, number | null> {
  return {
    [predictedTraits.value12m]: rounded(prediction.value12m, 2),
    [predictedTraits.value12mLow]: rounded(prediction.low, 2),
    [predictedTraits.value12mHigh]: rounded(prediction.high, 2),
    [predictedTraits.orders12m]: rounded(prediction.orders12m, 3),
    [predictedTraits.orderValue]: rounded(prediction.orderValue, 2),
    [predictedTraits.pAlive]: purchases.name === 'nbd' ? null : rounded(prediction.pAlive, 4),
    [noPurchaseTrait(settings.horizonDays)]: rounded(prediction.noPurchase, 4),
  };
}

/** The traits that need no model. */
export function computedValues(
  orders: Orders,
  rfm: Rfm,
  { source, marginPercent }: { source: string | null; marginPercent: number },
): Record<string, unknown> {
  return {
    [computedTraits.historicValue]: rounded((orders.gross - orders.refunds) * (marginPercent / 100), 2),
    [computedTraits.rfmRecency]: rfm.recency,
    [computedTraits.rfmFrequency]: rfm.frequency,
    [computedTraits.rfmMonetary]: rfm.monetary,
    [computedTraits.acquisitionSource]: source,
    [computedTraits.firstOrderMonth]: dayText(orders.firstDay).slice(0, 7),
  };
}
