import type { Groups } from './histories';
import type { Objective } from './minimise';
import type { Steps } from './steps';

/** Purchases at a rate that differs between customers, gamma(r, alpha); after each one some leave, beta(a, b). */
export type DropoutParameters = { r: number; alpha: number; a: number; b: number };
export type NbdParameters = { r: number; alpha: number };

/** BG/NBD: a customer may leave after a repeat purchase. MBG/NBD: already after the first one. */
export type DropoutModel = 'bgnbd' | 'mbgnbd';

/** After so many groups the computation takes a breath. */
const CHUNK = 40_000;

/** Σ over customers of Σ_{k < x} g(k), from how many have more than k. */
function overRepeats({ atLeast, maxX }: Groups, g: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < maxX; k++) sum += (atLeast[k + 1] as number) * g(k);
  return sum;
}

/**
 * Minus the mean log-likelihood and its gradient by ln r, ln alpha, ln a, ln b.
 * ln L = ln Γ(r+x)/Γ(r) + r ln α + ln Γ(a+b)Γ(b+x+s)/(Γ(b)Γ(a+b+x+s)) + ln((α+T)^-(r+x) + a/(b+x+s-1) (α+t)^-(r+x)), s = 1 for
 * MBG/NBD; for BG/NBD s = 0 and the last part is missing where x = 0.
 */
export function dropoutObjective(groups: Groups, model: DropoutModel): Objective {
  const s = model === 'mbgnbd' ? 1 : 0;
  const { length, x, tx, T, n, customers } = groups;
  return function* (logs) {
    const [r, alpha, a, b] = Array.from(logs, Math.exp) as [number, number, number, number];
    const logA = Math.log(a);
    let value = customers * r * Math.log(alpha);
    let dr = customers * Math.log(alpha);
    let dAlpha = (customers * r) / alpha;
    let da = 0;
    let db = 0;
    value += overRepeats(groups, (k) => Math.log(r + k) + Math.log((b + k + s) / (a + b + k + s)));
    dr += overRepeats(groups, (k) => 1 / (r + k));
    da -= overRepeats(groups, (k) => 1 / (a + b + k + s));
    db += overRepeats(groups, (k) => 1 / (b + k + s) - 1 / (a + b + k + s));
    if (s === 1) {
      value += customers * Math.log(b / (a + b));
      da -= customers / (a + b);
      db += customers * (1 / b - 1 / (a + b));
    }
    for (let from = 0; from < length; from += CHUNK) {
      if (from > 0) yield;
      const to = Math.min(length, from + CHUNK);
      for (let g = from; g < to; g++) {
        const count = x[g] as number;
        const many = n[g] as number;
        const end = alpha + (T[g] as number);
        const logEnd = Math.log(end);
        const power = r + count;
        if (count === 0 && s === 0) {
          value -= many * power * logEnd;
          dr -= many * logEnd;
          dAlpha -= (many * power) / end;
          continue;
        }
        const last = alpha + (tx[g] as number);
        const logLast = Math.log(last);
        const beside = b + count + s - 1;
        const odds = logA - Math.log(beside) + power * (logEnd - logLast);
        // ln(e^A + e^B) from the larger of the two, and the share of the second.
        const small = Math.exp(-Math.abs(odds));
        const left = odds > 0 ? 1 / (1 + small) : small / (1 + small);
        value += many * (-power * logEnd + Math.max(odds, 0) + Math.log1p(small));
        dr -= many * (logEnd + left * (logLast - logEnd));
        dAlpha -= many * power * ((1 - left) / end + left / last);
        da += (many * left) / a;
        db -= (many * left) / beside;
      }
    }
    return {
      value: -value / customers,
      gradient: Float64Array.of((-dr * r) / customers, (-dAlpha * alpha) / customers, (-da * a) / customers, (-db * b) / customers),
    };
  };
}

/** The same without dropout: ln L = ln Γ(r+x)/Γ(r) + r ln α - (r+x) ln(α+T). Gradient by ln r, ln alpha. */
export function nbdObjective(groups: Groups): Objective {
  const { length, x, T, n, customers } = groups;
  return function* (logs): Steps<{ value: number; gradient: Float64Array }> {
    const [r, alpha] = Array.from(logs, Math.exp) as [number, number];
    let value = customers * r * Math.log(alpha) + overRepeats(groups, (k) => Math.log(r + k));
    let dr = customers * Math.log(alpha) + overRepeats(groups, (k) => 1 / (r + k));
    let dAlpha = (customers * r) / alpha;
    for (let from = 0; from < length; from += CHUNK) {
      if (from > 0) yield;
      const to = Math.min(length, from + CHUNK);
      for (let g = from; g < to; g++) {
        const end = alpha + (T[g] as number);
        const power = r + (x[g] as number);
        const many = n[g] as number;
        value -= many * power * Math.log(end);
        dr -= many * Math.log(end);
        dAlpha -= (many * power) / end;
      }
    }
    return { value: -value / customers, gradient: Float64Array.of((-dr * r) / customers, (-dAlpha * alpha) / customers) };
  };
}
