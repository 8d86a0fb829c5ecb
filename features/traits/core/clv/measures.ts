import { floats } from './fill';

/** How far predictions of amounts are from what happened. */
export type Errors = { totalError: number | null; predicted: number; mae: number; rmse: number };

export function errorsOf(predicted: Float64Array, actual: Float64Array): Errors {
  let [sum, real, absolute, square] = [0, 0, 0, 0];
  for (let i = 0; i < predicted.length; i++) {
    const miss = (predicted[i] as number) - (actual[i] as number);
    sum += predicted[i] as number;
    real += actual[i] as number;
    absolute += Math.abs(miss);
    square += miss * miss;
  }
  const n = Math.max(1, predicted.length);
  return { totalError: real === 0 ? null : sum / real - 1, predicted: sum, mae: absolute / n, rmse: Math.sqrt(square / n) };
}

/** Of more values the order is found by one sort of plain numbers, which is ten times faster than one by comparison. */
const MANY = 20_000;

/** The positions in ascending order, ties by position. Of many values those closer than 2^-30 of their span count as ties. */
function ascending(scores: Float64Array): Int32Array {
  const n = scores.length;
  if (n <= MANY) return Int32Array.from(scores.keys()).sort((i, j) => (scores[i] as number) - (scores[j] as number) || i - j);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const score of scores) {
    if (score < low) low = score;
    if (score > high) high = score;
  }
  const room = 2 ** Math.ceil(Math.log2(n));
  const scale = high > low ? (2 ** 52 / room - 1) / (high - low) : 0;
  const keys = floats(n, (i) => Math.floor(((scores[i] as number) - low) * scale) * room + i).sort();
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = (keys[i] as number) % room;
  return order;
}

/** Area under the ROC curve: how often one with the event scores above one without, ties half. Null when all are alike. */
export function areaUnderCurve(scores: Float64Array, hit: Uint8Array): number | null {
  const order = ascending(scores);
  const hits = hit.reduce((sum, h) => sum + h, 0);
  const misses = hit.length - hits;
  if (hits === 0 || misses === 0) return null;
  let ranks = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    let inTie = 0;
    while (to < order.length && scores[order[to] as number] === scores[order[from] as number])
      inTie += hit[order[to++] as number] as number;
    ranks += inTie * ((from + 1 + to) / 2);
    from = to;
  }
  return (ranks - (hits * (hits + 1)) / 2) / (hits * misses);
}

export function brier(scores: Float64Array, hit: Uint8Array): number {
  return scores.reduce((sum, p, i) => sum + (p - (hit[i] as number)) ** 2, 0) / Math.max(1, scores.length);
}

export type CalibrationBin = { customers: number; predicted: number; actual: number; low: number; high: number };

/** Ten bins of equal count by the probability: its mean against the rate that came, with Wilson's 95 % interval. */
export function calibration(scores: Float64Array, hit: Uint8Array, count = 10): { bins: CalibrationBin[]; ece: number } {
  const order = ascending(scores);
  const bins: CalibrationBin[] = [];
  for (let k = 0; k < count; k++) {
    const members = order.subarray(Math.floor((k * order.length) / count), Math.floor(((k + 1) * order.length) / count));
    if (members.length === 0) continue;
    const predicted = members.reduce((sum, i) => sum + (scores[i] as number), 0) / members.length;
    const actual = members.reduce((sum, i) => sum + (hit[i] as number), 0) / members.length;
    bins.push({ customers: members.length, predicted, actual, ...wilson(actual, members.length) });
  }
  const ece = bins.reduce((sum, b) => sum + b.customers * Math.abs(b.predicted - b.actual), 0) / Math.max(1, scores.length);
  return { bins, ece };
}

function wilson(rate: number, n: number): { low: number; high: number } {
  const z2 = 1.959964 ** 2;
  const middle = (rate + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Math.sqrt(z2) * Math.sqrt((rate * (1 - rate)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** The share of all revenue that came from the tenth with the highest predictions. */
export function topDecileShare(predicted: Float64Array, revenue: Float64Array): number | null {
  const total = revenue.reduce((sum, v) => sum + v, 0);
  if (total <= 0) return null;
  const order = ascending(predicted);
  const top = order.subarray(order.length - Math.ceil(order.length / 10));
  return top.reduce((sum, i) => sum + (revenue[i] as number), 0) / total;
}
