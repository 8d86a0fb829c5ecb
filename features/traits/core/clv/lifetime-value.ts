import { MONTH_DAYS } from '../../constants';
import { expectedIfAlive, type History, type PurchaseModel, pAlive } from './purchase-model';

export type Discount = { unitDays: number /** Yearly, 0.1 is ten percent. */; yearly: number };

/** The monthly rate that compounds to the yearly one. */
export const monthlyRate = (yearly: number): number => (1 + yearly) ** (1 / 12) - 1;

/** Expected purchases in twelve months, and the same with those of month k divided by (1 + d)^k: a month is 365.25 / 12 days. */
export function twelveMonths(
  model: PurchaseModel,
  history: History,
  { unitDays, yearly }: Discount,
): { orders: number; discounted: number } {
  const alive = pAlive(model, history);
  const month = MONTH_DAYS / unitDays;
  const rate = monthlyRate(yearly);
  let before = 0;
  let discounted = 0;
  let factor = 1;
  for (let k = 1; k <= 12; k++) {
    const now = expectedIfAlive(model, history, k * month);
    factor /= 1 + rate;
    discounted += (now - before) * factor;
    before = now;
  }
  return { orders: alive * before, discounted: alive * discounted };
}
