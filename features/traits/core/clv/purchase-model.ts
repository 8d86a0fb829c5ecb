import { hyp2f1 } from './hyp2f1';
import type { DropoutModel, DropoutParameters, NbdParameters } from './purchase-likelihood';

/** A fitted model of purchases; times in its unit. */
export type PurchaseModel = { name: DropoutModel; parameters: DropoutParameters } | { name: 'nbd'; parameters: NbdParameters };

/** One customer: repeat purchases, time of the last one and end of the observation, both since the first purchase. */
export type History = { x: number; tx: number; T: number };

/** 1 for MBG/NBD, where a customer may leave after the first purchase already; 0 for BG/NBD. */
const early = (name: DropoutModel): 0 | 1 => (name === 'mbgnbd' ? 1 : 0);

/** The probability that the customer has not left for good; 1 where the model knows no leaving. It is no churn score: see `noPurchaseWithin`. */
export function pAlive(model: PurchaseModel, { x, tx, T }: History): number {
  if (model.name === 'nbd') return 1;
  const { r, alpha, a, b } = model.parameters;
  const s = early(model.name);
  if (x === 0 && s === 0) return 1;
  return 1 / (1 + (a / (b + x + s - 1)) * Math.exp((r + x) * Math.log((alpha + T) / (alpha + tx))));
}

/** Expected purchases in the next `t` of somebody who is still there. */
export function expectedIfAlive(model: PurchaseModel, { x, T }: History, t: number): number {
  const { r, alpha } = model.parameters;
  if (t <= 0) return 0;
  if (model.name === 'nbd') return ((r + x) / (alpha + T)) * t;
  const { b } = model.parameters;
  // At a = 1 the formula is 0 / 0: just beside it is right to ten digits.
  const a = Math.abs(model.parameters.a - 1) < 1e-6 ? 1 + 1e-6 : model.parameters.a;
  const c = a + b + x - 1 + early(model.name);
  const z = t / (alpha + T + t);
  // By Euler's transformation: the parameters no longer grow with x, and the series is short.
  return (c / (a - 1)) * (1 - (1 - z) ** (a - 1) * hyp2f1(c - x - r, a - 1, c, z));
}

/** E[X(t)]: expected purchases in the next `t`, given the history. */
export const expectedPurchases = (model: PurchaseModel, history: History, t: number): number =>
  pAlive(model, history) * expectedIfAlive(model, history, t);

/** Expected purchases of a new customer in the first `t` after the first purchase. */
export const expectedOfNew = (model: PurchaseModel, t: number): number => expectedPurchases(model, { x: 0, tx: 0, T: 0 }, t);

/** The probability of no purchase in the next `h`: the churn score for that horizon. */
export function noPurchaseWithin(model: PurchaseModel, history: History, h: number): number {
  const { r, alpha } = model.parameters;
  const none = Math.exp((r + history.x) * Math.log((alpha + history.T) / (alpha + history.T + h)));
  return 1 - pAlive(model, history) * (1 - none);
}
