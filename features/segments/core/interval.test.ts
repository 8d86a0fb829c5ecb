import { expect, test } from 'vitest';
import { estimateOf } from './interval';

test('Wilson’s interval, as in the tables', () => {
  // 10 of 100: 5.5 % to 17.4 %.
  expect(estimateOf(10, 100, 100_000)).toEqual({ count: 10_000, low: 5_523, high: 17_437 });
  // None of a thousand is not none of a million.
  expect(estimateOf(0, 1_000, 1_000_000)).toEqual({ count: 0, low: 0, high: 3_827 });
  expect(estimateOf(1_000, 1_000, 1_000_000)).toMatchObject({ count: 1_000_000, high: 1_000_000 });
});

test('everybody asked is exact, nobody asked tells nothing, and what was seen is never denied', () => {
  expect(estimateOf(7, 500, 500)).toEqual({ count: 7, low: 7, high: 7 });
  expect(estimateOf(0, 0, 10)).toEqual({ count: 0, low: 0, high: 10 });
  expect(estimateOf(900, 1_000, 1_001).low).toBeGreaterThanOrEqual(900);
});
