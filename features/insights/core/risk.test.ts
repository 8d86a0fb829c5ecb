import { expect, test } from 'vitest';
import { BINS } from '../constants';
import { readFigure, writeFigure } from './figures';
import { levelsOf, riskFigure, sumOf } from './risk';

const bins = Array.from({ length: BINS }, (_, n) => ({
  low: n / BINS,
  high: (n + 1) / BINS,
  people: n + 1,
  expected: n,
  value: 10,
  atRisk: 2 * n,
}));

test('every bin is in exactly one level, and the levels add up', () => {
  const { high, medium, low, all } = levelsOf({ customers: 0, scored: 0, bins });
  expect([low.people, medium.people, high.people]).toEqual([55, 81, 74]);
  expect(all).toEqual({ people: 210, expected: 190, value: 200, atRisk: 380 });
  expect(low.atRisk + medium.atRisk + high.atRisk).toBe(all.atRisk);
});

test.each(Array.from({ length: BINS }, (_, n) => n))('the stretch of bin %d alone is that bin', (n) => {
  expect(sumOf(bins, n / BINS, (n + 1) / BINS).people).toBe(n + 1);
});

test('only the stretch that ends at 1 holds its end, and it survives the address', () => {
  expect(riskFigure(0.8, 1).closed).toBe(true);
  expect(riskFigure(0.5, 0.8).closed).toBe(false);
  expect(readFigure(writeFigure(riskFigure(0.35, 1)))).toEqual(riskFigure(0.35, 1));
});
