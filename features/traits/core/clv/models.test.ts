import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitPurchases } from './fit-purchases';
import { groupHistories, type Histories } from './histories';
import { hyp2f1 } from './hyp2f1';
import { areaUnderCurve, calibration } from './measures';
import { dropoutObjective } from './purchase-likelihood';
import { expectedOfNew, expectedPurchases, type PurchaseModel } from './purchase-model';
import { purchaseMoments, purchaseProbabilities, purchaseQuantiles } from './purchase-range';
import { digamma, lgamma } from './special';
import { gammaGammaObjective } from './spend';
import { finish } from './steps';

const paper: PurchaseModel = { name: 'bgnbd', parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } };
const take = (model: PurchaseModel, t: number, upTo: number): number[] => {
  const found: number[] = [];
  for (const p of purchaseProbabilities(model, { x: 0, tx: 0, T: 0 }, t)) if (found.push(p) > upTo) break;
  return found;
};

describe('special functions', () => {
  it('knows values of lgamma, digamma and the hypergeometric function', () => {
    expect(lgamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 13);
    expect(lgamma(171)).toBeCloseTo(706.5730622457874, 9);
    expect(lgamma(-1.5)).toBeCloseTo(0.860047015376481, 12);
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 11);
    expect(digamma(0.25)).toBeCloseTo(-4.227453533376, 11);
    expect(hyp2f1(1, 1, 2, 0.5)).toBeCloseTo(2 * Math.LN2, 14);
    expect(hyp2f1(0.5, 0.5, 1.5, 0.99)).toBeCloseTo(Math.asin(Math.sqrt(0.99)) / Math.sqrt(0.99), 10);
  });

  it('is the same by the series and by the formula in 1 - z', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 3, noNaN: true }),
        fc.double({ min: -0.9, max: 3, noNaN: true }),
        fc.double({ min: 0.2, max: 9, noNaN: true }),
        (a, b, c) => {
          // Euler's transformation leads near one by different parameters.
          const z = 0.97;
          const direct = hyp2f1(a, b, c, z);
          const turned = (1 - z) ** (c - a - b) * hyp2f1(c - a, c - b, c, z);
          expect(Math.abs(direct - turned)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(direct), Math.abs(turned)));
        },
      ),
    );
  });
});

describe('likelihoods', () => {
  const one = (x: number, recency: number, age: number): Histories => ({
    x: Int32Array.of(x),
    recency: Int32Array.of(recency),
    age: Int32Array.of(age),
  });
  const at = Float64Array.from([0.25, 4, 0.8, 2.5], Math.log);
  it.each([
    ['bgnbd', 0, 0, 40, -0.59947382],
    ['mbgnbd', 0, 0, 40, -0.41792826],
    ['bgnbd', 200, 200, 400, 0],
    ['mbgnbd', 200, 200, 400, 0],
  ] as const)('%s of x = %i', (model, x, recency, age, expected) => {
    const { value } = finish(dropoutObjective(groupHistories(one(x, recency, age), 1), model)(at));
    if (x === 0) expect(-value).toBeCloseTo(expected, 7);
    else expect(Number.isFinite(value)).toBe(true);
  });

  it('agrees with the published point of 200 purchases', () => {
    // In tenths of a unit: as many purchase days as days cannot be.
    const groups = groupHistories(one(200, 380, 400), 10);
    expect(-finish(dropoutObjective(groups, 'bgnbd')(at)).value).toBeCloseTo(100.795693, 5);
    expect(-finish(dropoutObjective(groups, 'mbgnbd')(at)).value).toBeCloseTo(100.78691, 5);
  });

  it('has the gradient that differences give', () => {
    const history = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 20, max: 200 }), fc.integer({ min: 0, max: 200 }));
    const logs = fc.tuple(...Array.from({ length: 4 }, () => fc.double({ min: -2, max: 2, noNaN: true })));
    fc.assert(
      fc.property(
        fc.array(history, { minLength: 1, maxLength: 20 }),
        logs,
        fc.constantFrom('bgnbd' as const, 'mbgnbd' as const),
        (rows, from, model) => {
          const histories = {
            x: Int32Array.from(rows, ([x]) => x),
            recency: Int32Array.from(rows, ([x, t]) => (x === 0 ? 0 : t)),
            age: Int32Array.from(rows, ([, t, more]) => t + more),
          };
          agrees(dropoutObjective(groupHistories(histories, 7), model), Float64Array.from(from));
        },
      ),
      { numRuns: 50 },
    );
    agrees(gammaGammaObjective({ x: Float64Array.of(1, 2, 5, 1), mean: Float64Array.of(20, 31.5, 12, 80) }), Float64Array.of(1.2, 0.7, 2));
  });
});

function agrees(f: ReturnType<typeof gammaGammaObjective>, at: Float64Array): void {
  const { gradient } = finish(f(at));
  for (const [i, slope] of gradient.entries()) {
    const beside = (by: number) => finish(f(at.map((v, j) => (i === j ? v + by : v)))).value;
    expect(Math.abs((beside(1e-5) - beside(-1e-5)) / 2e-5 - slope)).toBeLessThan(1e-5 * Math.max(1, Math.abs(slope)));
  }
}

describe('expectations', () => {
  it('are those of the published sheet', () => {
    for (const [t, e] of [
      [0.1429, 0.0078],
      [1, 0.0532],
      [3, 0.1506],
      [31.8571, 1.0405],
      [32, 1.0437],
      [78, 1.8576],
    ] as const)
      expect(Math.abs(expectedOfNew(paper, t) - e)).toBeLessThan(0.003);
    expect(expectedPurchases(paper, { x: 2, tx: 30.43, T: 38.86 }, 39)).toBeCloseTo(1.226, 2);
  });

  it('have the published probabilities', () => {
    expect(take(paper, 2, 10)[10]).toBeCloseTo(1.07869e-7, 11);
    expect(take(paper, 39, 0)[0]).toBeCloseTo(0.5737864, 6);
    const ten = take(paper, 30, 20).slice(11);
    const published = [
      0.0019995214, 0.0015170236, 0.001163315, 0.0009003148, 0.0007023638, 0.0005517902, 0.0004361913, 0.0003467171, 0.0002769613,
      0.000222226,
    ];
    for (const [i, p] of published.entries()) expect(ten[i]).toBeCloseTo(p, 8);
  });

  it('are the mean of the probabilities, for every model and history', () => {
    const parameter = fc.double({ min: 0.2, max: 4, noNaN: true });
    const name = fc.constantFrom('bgnbd' as const, 'mbgnbd' as const, 'nbd' as const);
    fc.assert(
      fc.property(
        name,
        parameter,
        parameter,
        parameter,
        parameter,
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (which, r, alpha, a, b, x, more, t) => {
          const model = { name: which, parameters: { r, alpha, a, b } } as PurchaseModel;
          const history = { x, tx: x, T: x + more };
          const { mean } = purchaseMoments(model, history, t);
          const expected = expectedPurchases(model, history, t);
          expect(Math.abs(mean - expected)).toBeLessThan(1e-4 * Math.max(1, expected));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('give ranges that hold what they say', () => {
    expect(purchaseQuantiles(paper, { x: 0, tx: 0, T: 0 }, 39, [0.5, 0.9, 0.99])).toEqual([0, 3, 12]);
    expect(purchaseQuantiles({ name: 'nbd', parameters: { r: 2, alpha: 1 } }, { x: 0, tx: 0, T: 0 }, 1, [0.1, 0.9])).toEqual([0, 5]);
  });
});

describe('boundaries', () => {
  it('finds no dropout where nobody leaves, and says so', () => {
    const x: number[] = [];
    let seed = 7;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    for (let i = 0; i < 3000; i++) x.push(Math.floor(-Math.log(1 - random()) * 4));
    const recency = x.map((n) => (n === 0 ? 0 : Math.max(n, Math.round(364 * random() ** (1 / n)))));
    const histories = { x: Int32Array.from(x), recency: Int32Array.from(recency), age: Int32Array.from(x, () => 365) };
    const fit = finish(fitPurchases(groupHistories(histories, 7), 'mbgnbd'));
    expect(fit).toMatchObject({ boundary: true, converged: true, model: { name: 'nbd' } });
    expect(fit.logLikelihood).toBe(fit.nbdLogLikelihood);
  });

  it('refuses histories that cannot be', () => {
    expect(() => groupHistories({ x: Int32Array.of(1), recency: Int32Array.of(0), age: Int32Array.of(5) }, 7)).toThrow(
      'Not a purchase history',
    );
    expect(() => groupHistories({ x: Int32Array.of(1), recency: Int32Array.of(9), age: Int32Array.of(5) }, 7)).toThrow(
      'Not a purchase history',
    );
  });
});

describe('measures', () => {
  it('count ties half, and have no area where all are alike', () => {
    expect(areaUnderCurve(Float64Array.of(0.1, 0.5, 0.5, 0.9), Uint8Array.of(0, 1, 0, 1))).toBe(0.875);
    expect(areaUnderCurve(Float64Array.of(0.1, 0.5), Uint8Array.of(1, 1))).toBeNull();
  });

  it('are the same as by counting pairs', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { minLength: 2, maxLength: 40 }), (rows) => {
        const pairs = rows.flatMap(([s, h]) => (h ? rows.filter(([, other]) => !other).map(([t]) => (s > t ? 1 : s === t ? 0.5 : 0)) : []));
        const area = areaUnderCurve(
          Float64Array.from(rows, ([s]) => s),
          Uint8Array.from(rows, ([, h]) => (h ? 1 : 0)),
        );
        if (pairs.length === 0) expect(area).toBeNull();
        else expect(area).toBeCloseTo(pairs.reduce<number>((a, b) => a + b, 0) / pairs.length, 10);
      }),
    );
  });

  it('order many values as few', () => {
    const n = 30_000;
    const scores = Float64Array.from({ length: n }, (_, i) => ((i * 7919) % 1009) / 1009);
    const hit = Uint8Array.from(scores, (p, i) => (p * 1009 > (i * 31) % 1009 ? 1 : 0));
    const counts = Array.from({ length: 1009 }, () => ({ hits: 0, misses: 0 }));
    for (let i = 0; i < n; i++) {
      const bucket = counts[(i * 7919) % 1009];
      if (bucket) bucket[hit[i] === 1 ? 'hits' : 'misses'] += 1;
    }
    let [below, pairs] = [0, 0];
    for (const { hits, misses } of counts) {
      pairs += hits * (below + misses / 2);
      below += misses;
    }
    const hits = n - below;
    expect(areaUnderCurve(scores, hit)).toBeCloseTo(pairs / (hits * below), 10);
  });

  it('calibrate in ten bins with every customer in one', () => {
    const scores = Float64Array.from({ length: 25 }, (_, i) => i / 25);
    const { bins, ece } = calibration(
      scores,
      Uint8Array.from(scores, (p) => (p > 0.5 ? 1 : 0)),
    );
    expect(bins.reduce((n, b) => n + b.customers, 0)).toBe(25);
    expect(bins.every((b) => b.low <= b.actual && b.actual <= b.high)).toBe(true);
    expect(ece).toBeGreaterThan(0.2);
  });
});
