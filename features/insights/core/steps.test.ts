import { expect, test } from 'vitest';
import { niceStep } from './steps';

test.each([
  [0, 1],
  [Number.NaN, 1],
  [0.0013, 0.002],
  [1, 1],
  [1.01, 2],
  [2.2, 2.5],
  [30, 50],
  [51, 100],
  [240, 250],
])('the step for %d is %d', (raw, step) => {
  expect(niceStep(raw)).toBe(step);
});
