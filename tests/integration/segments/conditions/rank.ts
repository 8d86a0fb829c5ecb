import fc from 'fast-check';
import { CUT_POINTS } from '../values';

const source = { kind: fc.constant('rank'), trait: fc.constantFrom(...CUT_POINTS.keys()) };
const pair = (low: number, high: number, strict: boolean) =>
  fc
    .tuple(fc.integer({ min: low, max: high - 1 }), fc.integer({ min: 0, max: high }))
    .map(([a, more]) => [a, Math.min(high, a + (strict ? 1 : 0) + more)]);
const end = fc.constantFrom('top', 'bottom');

/** Places among everybody, by cut points that do not move. */
export const rankArbitrary = fc.oneof(
  fc.record({ ...source, op: end, unit: fc.constant('percent'), value: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ ...source, op: end, unit: fc.constant('decile'), value: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ ...source, op: fc.constant('between'), unit: fc.constant('percent'), value: pair(0, 100, true) }),
  fc.record({ ...source, op: fc.constant('between'), unit: fc.constant('decile'), value: pair(1, 10, false) }),
);
