import fc from 'fast-check';
import { calendarWindow, comparison, ordered, sinceWindow, window } from './event';

const base = {
  kind: fc.constant('session'),
  window: fc.option(fc.oneof(window as fc.Arbitrary<unknown>, calendarWindow, sinceWindow), { nil: undefined }),
};
const counted = { ...base, measure: fc.constant('count') };
const timed = { ...base, measure: fc.constantFrom('average_minutes', 'longest_minutes') };
const times = fc.integer({ min: 0, max: 3 });
const minutes = fc.constantFrom(0, 0.0002, 1, 7.5, 29.9999, 30, 120);

export const sessionArbitrary = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ...counted, op: comparison, amount: times }) },
  { weight: 1, arbitrary: fc.record({ ...counted, op: fc.constant('between'), amount: ordered(times) }) },
  { weight: 3, arbitrary: fc.record({ ...timed, op: comparison, amount: minutes }) },
  { weight: 1, arbitrary: fc.record({ ...timed, op: fc.constant('between'), amount: ordered(minutes) }) },
);
