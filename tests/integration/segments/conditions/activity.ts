import fc from 'fast-check';
import { duration } from '../values';
import { calendarWindow, eventName, filters, window } from './event';

const base = { kind: fc.constant('activity'), event: eventName, where: fc.option(filters, { nil: undefined, freq: 4 }) };

export const activityArbitrary = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      ...base,
      pattern: fc.constantFrom('first', 'last'),
      window: fc.oneof({ weight: 2, arbitrary: window as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: calendarWindow }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...base, pattern: fc.constant('stopped'), active: duration, quiet: duration }) },
  { weight: 1, arbitrary: fc.record({ ...base, pattern: fc.constant('resumed'), recent: duration, gap: duration }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...base, pattern: fc.constant('regular'), every: duration, periods: fc.integer({ min: 2, max: 4 }) }),
  },
);
