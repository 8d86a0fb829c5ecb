import { type History, type PurchaseModel, pAlive } from './purchase-model';

/** Beyond this nobody's range is read; the quantile is then this number. */
const MOST = 10_000;

/**
 * The probabilities of 0, 1, 2 … purchases in the next `t`, as long as they are asked for. Somebody who is still there behaves
 * like a new customer whose rate is gamma(r + x, alpha + T) and who leaves after a purchase by beta(a, b + x), one more in b
 * for MBG/NBD; who has left buys nothing.
 */
export function* purchaseProbabilities(model: PurchaseModel, history: History, t: number): Generator<number, void, undefined> {
  const alive = pAlive(model, history);
  const shape = model.parameters.r + history.x;
  const rate = model.parameters.alpha + history.T;
  const z = t / (rate + t);
  let nbd = Math.exp(shape * Math.log(rate / (rate + t)));
  if (model.name === 'nbd') {
    for (let k = 0; ; k++) {
      yield nbd;
      nbd *= ((shape + k) / (k + 1)) * z;
    }
  }
  const { a } = model.parameters;
  const b = model.parameters.b + history.x + (model.name === 'mbgnbd' ? 1 : 0);
  yield 1 - alive * (1 - nbd);
  let below = nbd;
  let stayed = 1;
  for (let k = 1; ; k++) {
    nbd *= ((shape + k - 1) / k) * z;
    // Left right after the k-th: a / (a + b + k - 1) of those who stayed through the k - 1 before.
    const left = (stayed * a) / (a + b + k - 1);
    stayed *= (b + k - 1) / (a + b + k - 1);
    yield alive * (stayed * nbd + left * Math.max(0, 1 - below));
    below += nbd;
  }
}

/** The least numbers of purchases that are reached with these probabilities, ascending: `[0.1, 0.9]` is the range of the middle 80 %. */
export function purchaseQuantiles(model: PurchaseModel, history: History, t: number, at: readonly number[]): number[] {
  const found: number[] = [];
  let sum = 0;
  let count = 0;
  for (const p of purchaseProbabilities(model, history, t)) {
    sum += p;
    while (found.length < at.length && sum >= (at[found.length] as number) - 1e-12) found.push(count);
    if (found.length === at.length || count >= MOST) break;
    count += 1;
  }
  while (found.length < at.length) found.push(MOST);
  return found;
}

/** Mean and variance of the purchases in the next `t`. */
export function purchaseMoments(model: PurchaseModel, history: History, t: number): { mean: number; variance: number } {
  let [sum, mean, square, count] = [0, 0, 0, 0];
  for (const p of purchaseProbabilities(model, history, t)) {
    sum += p;
    mean += count * p;
    square += count * count * p;
    if (sum > 1 - 1e-10 || count >= MOST) break;
    count += 1;
  }
  return { mean, variance: Math.max(0, square - mean * mean) };
}
