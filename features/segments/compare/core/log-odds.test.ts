import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liftOf, logOdds, pickDifferences, quantile } from './log-odds';

const feature = { type: 'event' as const, event: 'Order' };

describe('what is over-represented', () => {
  it('knows the normal quantiles', () => {
    expect(quantile(0.975)).toBeCloseTo(1.959964, 4);
    expect(quantile(0.9995)).toBeCloseTo(3.290527, 4);
    expect(quantile(1 - 1e-9)).toBeCloseTo(5.997807, 3);
  });

  it('is what is clearly more frequent, with its lift', () => {
    const { over, under } = pickDifferences([{ feature, a: 80, b: 100, of: { a: 100, b: 1000 } }]);
    expect(under).toEqual([]);
    expect(over).toMatchObject([{ shareA: 0.8, shareB: 0.1 }]);
    expect(over[0]?.lift).toBeCloseTo(7.94, 1);
  });

  it('is nothing that a few people show', () => {
    expect(pickDifferences([{ feature, a: 9, b: 0, of: { a: 9, b: 1000 } }])).toMatchObject({ over: [], under: [], tested: 0 });
    expect(pickDifferences([{ feature, a: 6, b: 5, of: { a: 20, b: 40 } }])).toMatchObject({ over: [], under: [], tested: 1 });
  });

  it('is not what everybody has', () => {
    expect(pickDifferences([{ feature, a: 100, b: 1000, of: { a: 100, b: 1000 } }])).toMatchObject({ over: [], tested: 0 });
  });

  it('turns round with the groups, and never names what is equally frequent', () => {
    const sizes = fc.integer({ min: 50, max: 5_000 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(sizes, sizes, share, share, (a, b, x, y) => {
        const counts = { a: Math.round(a * x), b: Math.round(b * y) };
        const here = pickDifferences([{ feature, ...counts, of: { a, b } }]);
        const there = pickDifferences([{ feature, a: counts.b, b: counts.a, of: { a: b, b: a } }]);
        expect(here.over.length).toBe(there.under.length);
        expect(logOdds(counts, { a, b }).value).toBeCloseTo(-logOdds({ a: counts.b, b: counts.a }, { a: b, b: a }).value, 9);
        expect(liftOf(counts, { a, b })).toBeGreaterThan(0);
        const same = pickDifferences([{ feature, a: 2 * counts.a, b: counts.a, of: { a: 2 * a, b: a } }]);
        expect([same.over.length, same.under.length]).toEqual([0, 0]);
      }),
    );
  });

  it('names false differences as rarely as it says', () => {
    // Both groups have the same shares: of 20,000 tests of chance, one hundredth of a false one is expected at most.
    let seed = 7;
    const random = () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed / 0x7fffffff;
    };
    const drawn = (n: number, p: number) => Array.from({ length: n }).reduce<number>((sum) => sum + (random() < p ? 1 : 0), 0);
    const features = Array.from({ length: 2_000 }, (_, n) => {
      const p = 0.02 + (n % 10) / 12;
      return { feature, a: drawn(200, p), b: drawn(300, p), of: { a: 200, b: 300 } };
    });
    const { over, under } = pickDifferences(features);
    expect(over.length + under.length).toBe(0);
  });
});
