import fc from 'fast-check';
import type { Definition } from '@/features/segments/computed/schema';
import { calendarWindow, eventName, filters, sinceWindow, window } from './conditions/event';
import { PROPERTIES } from './values';

const source = {
  event: eventName,
  window: fc.option(fc.oneof({ weight: 3, arbitrary: window as fc.Arbitrary<unknown> }, calendarWindow, sinceWindow), { nil: undefined }),
  where: fc.option(filters, { nil: undefined, freq: 3 }),
};
const of = fc.record({ property: fc.constantFrom(...PROPERTIES) });

const number = fc.oneof(
  fc.record({ measure: fc.constant('count'), ...source }),
  fc.record({
    measure: fc.constantFrom('sum', 'average', 'minimum', 'maximum', 'median'),
    ...source,
    of: fc.option(of, { nil: undefined }),
  }),
  fc.record({ measure: fc.constant('unique_count'), ...source, of }),
);

/** Random computed traits of every measure. Through JSON, as they arrive. */
export const definitionArbitrary: fc.Arbitrary<Definition> = fc
  .oneof(
    { weight: 3, arbitrary: number },
    { weight: 3, arbitrary: fc.record({ measure: fc.constantFrom('first', 'last', 'most_frequent', 'unique_list'), ...source, of }) },
    { weight: 2, arbitrary: fc.record({ measure: fc.constant('days_since'), which: fc.constantFrom('first', 'last'), ...source }) },
    { weight: 1, arbitrary: fc.record({ measure: fc.constant('ratio'), part: number, whole: number }) },
  )
  .map((d) => JSON.parse(JSON.stringify(d)) as Definition);
