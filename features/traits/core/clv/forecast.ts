import { floats } from './fill';
import { type Groups, groupOfEach, type Histories } from './histories';
import { expectedPurchases, noPurchaseWithin, type PurchaseModel, pAlive } from './purchase-model';
import type { Steps } from './steps';

const CHUNK = 5_000;

/** Of each customer, in the order of the histories: expected purchases in the next `t`, probability of none, probability of being there. */
export type Forecast = { expected: Float64Array; noPurchase: Float64Array; alive: Float64Array };

/** Forecasts equal histories once. */
export function* forecast(model: PurchaseModel, histories: Histories, groups: Groups, t: number): Steps<Forecast> {
  const of: Forecast = {
    expected: new Float64Array(groups.length),
    noPurchase: new Float64Array(groups.length),
    alive: new Float64Array(groups.length),
  };
  for (let g = 0; g < groups.length; g++) {
    if (g > 0 && g % CHUNK === 0) yield;
    const history = { x: groups.x[g] as number, tx: groups.tx[g] as number, T: groups.T[g] as number };
    of.expected[g] = expectedPurchases(model, history, t);
    of.noPurchase[g] = noPurchaseWithin(model, history, t);
    of.alive[g] = pAlive(model, history);
  }
  yield;
  const each = groupOfEach(histories, groups);
  const spread = (values: Float64Array) => floats(each.length, (i) => values[each[i] as number] as number);
  return { expected: spread(of.expected), noPurchase: spread(of.noPurchase), alive: spread(of.alive) };
}

/** The naive rival: everybody goes on at the rate of their past, x / T. */
export const naiveForecast = ({ x, age }: Histories, days: number): Float64Array =>
  floats(x.length, (i) => ((age[i] as number) > 0 ? ((x[i] as number) / (age[i] as number)) * days : 0));
