import fc from 'fast-check';
import { absoluteTests, duration, EVENTS, iso, PROPERTIES } from '../values';

/** Property filters of one event. */
export const filters = fc.array(fc.oneof(...absoluteTests({ property: fc.constantFrom(...PROPERTIES) })), { minLength: 1, maxLength: 2 });

/** The event that a condition names: mostly one that people perform. */
export const eventName = fc.constantFrom(...EVENTS, 'Never seen', '*');

export const window = fc.oneof(
  duration.map((last) => ({ last })),
  fc.constantFrom({ between: { from: { days: 30 }, to: { days: 7 } } }, { between: { from: { days: 3 }, to: { hours: 2 } } }),
  iso.map((from) => ({ from })),
  iso.map((to) => ({ to })),
  fc.constant({ from: '2026-02-01', to: '2026-03-20' }),
);

const base = {
  kind: fc.constant('event'),
  event: eventName,
  op: fc.constantFrom('gte', 'gt', 'lte', 'lt', 'eq', 'neq'),
  window: fc.option(window, { nil: undefined }),
  where: fc.option(filters, { nil: undefined, freq: 3 }),
};

export const eventConditionArbitrary = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ ...base, measure: fc.constantFrom(undefined, undefined, 'count'), count: fc.integer({ min: 0, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ ...base, measure: fc.constant('sum'), amount: fc.constantFrom(0, 0.3, 10, 49.99, -5) }) },
);
