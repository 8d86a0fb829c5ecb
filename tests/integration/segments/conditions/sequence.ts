import fc from 'fast-check';
import { duration, EVENTS, PROPERTIES } from '../values';
import { eventName, filters, window } from './event';

const named = { event: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...EVENTS.slice(0, 2)) }, { weight: 1, arbitrary: eventName }) };
const where = fc.option(filters, { nil: undefined, freq: 4 });
const first = fc.record({ ...named, where });
const next = fc.record({ ...named, where, within: duration });
const last = fc.record({ ...named, where, within: duration, not: fc.constantFrom(undefined, true) });

export const sequenceArbitrary = fc
  .record({
    kind: fc.constant('sequence'),
    first,
    middle: fc.array(next, { maxLength: 2 }),
    last,
    same: fc.option(
      fc.oneof(
        fc.record({ property: fc.constantFrom(...PROPERTIES) }),
        fc.record({ property: fc.constantFrom(...PROPERTIES), path: fc.constant(['a']) }),
      ),
      { nil: undefined, freq: 3 },
    ),
    window: fc.option(window, { nil: undefined }),
  })
  .map(({ first, middle, last, ...rest }) => ({ ...rest, steps: [first, ...middle, last] }));
