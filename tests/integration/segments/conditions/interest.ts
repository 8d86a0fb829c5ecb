import fc from 'fast-check';
import { EVENTS, PROPERTIES, scalar } from '../values';
import { window } from './event';

/** Shares of a value among what people did, mostly by the events that people of random worlds perform. */
export const interestArbitrary = fc.record({
  kind: fc.constant('interest'),
  property: fc.constantFrom(...PROPERTIES, 'sku'),
  value: scalar,
  events: fc.option(fc.uniqueArray(fc.constantFrom(...EVENTS, 'Never seen'), { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 9 }),
  op: fc.constantFrom('gte', 'lte'),
  share: fc.constantFrom(0, 0.1, 0.25, 1 / 3, 0.5, 1),
  least: fc.integer({ min: 1, max: 3 }),
  window: fc.option(window, { nil: undefined }),
});
