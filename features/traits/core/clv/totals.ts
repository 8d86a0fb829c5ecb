import type { PurchaseFit } from './fit-purchases';
import type { Groups } from './histories';
import { type Discount, twelveMonths } from './lifetime-value';
import type { PurchaseModel } from './purchase-model';
import { purchaseMoments } from './purchase-range';
import type { Steps } from './steps';

const CHUNK = 2_000;
const STEP = 1e-3;
/** Of more groups the derivatives and the part of chance are taken from an even sample. */
const SAMPLED = 20_000;
const YEAR_DAYS = 365.25;

export type Totals = { orders: number; value: number /** Standard deviation of the value. */; deviation: number };

type Input = {
  fit: PurchaseFit;
  groups: Groups;
  /** What the orders of the customers of each group bring, added up over them. */
  weight: Float64Array;
  discount: Discount;
  /** Squared, relative: variance of the amounts of one customer over their squared mean. */
  spendVariation: number;
  /** Root mean square of the relative total errors of the back-test. */
  backtestError: number;
};

/**
 * The next twelve months of everybody: expected orders and discounted value. Its deviation adds what the parameters leave open
 * (delta method), what chance adds, and how far the back-test's totals were off.
 */
export function* totalsOf({ fit, groups, weight, discount, spendVariation, backtestError }: Input): Steps<Totals> {
  let [orders, value] = [0, 0];
  for (let g = 0; g < groups.length; g++) {
    if (g % CHUNK === CHUNK - 1) yield;
    const ahead = twelveMonths(fit.model, historyOf(groups, g), discount);
    orders += (groups.n[g] as number) * ahead.orders;
    value += (weight[g] as number) * ahead.discounted;
  }
  const step = Math.max(1, Math.ceil(groups.length / SAMPLED));
  const variance =
    (yield* ofParameters(fit, groups, weight, discount, step)) +
    (yield* ofChance(fit.model, groups, weight, discount, spendVariation, step));
  return { orders, value, deviation: Math.sqrt(variance + (backtestError * value) ** 2) };
}

const historyOf = ({ x, tx, T }: Groups, g: number) => ({ x: x[g] as number, tx: tx[g] as number, T: T[g] as number });

/** Variance of the value by that of the parameters. */
function* ofParameters(
  { model, covariance }: PurchaseFit,
  groups: Groups,
  weight: Float64Array,
  discount: Discount,
  step: number,
): Steps<number> {
  if (!covariance) return 0;
  const gradient: number[] = [];
  for (const key of Object.keys(model.parameters)) {
    const at = function* (by: number): Steps<number> {
      const moved = { ...model, parameters: { ...model.parameters, [key]: model.parameters[key as 'r'] * Math.exp(by) } } as PurchaseModel;
      let sum = 0;
      for (let g = 0; g < groups.length; g += step) {
        if (g % (CHUNK * step) === 0) yield;
        sum += (weight[g] as number) * twelveMonths(moved, historyOf(groups, g), discount).discounted;
      }
      return sum * step;
    };
    gradient.push(((yield* at(STEP)) - (yield* at(-STEP))) / (2 * STEP));
  }
  return covariance.reduce((sum, row, i) => sum + row.reduce((inner, c, j) => inner + (gradient[i] ?? 0) * c * (gradient[j] ?? 0), 0), 0);
}

/** Variance of the value by chance alone: how often everybody orders and how much each time. */
function* ofChance(
  model: PurchaseModel,
  groups: Groups,
  weight: Float64Array,
  discount: Discount,
  spendVariation: number,
  step: number,
): Steps<number> {
  let sum = 0;
  for (let g = 0; g < groups.length; g += step) {
    if (g % (CHUNK * step) === 0) yield;
    const { mean, variance } = purchaseMoments(model, historyOf(groups, g), YEAR_DAYS / discount.unitDays);
    const each = (weight[g] as number) / (groups.n[g] as number);
    sum += (groups.n[g] as number) * each * each * (variance + mean * spendVariation);
  }
  return sum * step;
}
