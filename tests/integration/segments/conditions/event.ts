import fc from 'fast-check';
import { durationMs } from '@/features/segments/conditions/duration';
import { duration, EVENTS, fields, HOSTILE, iso, PROPERTIES, past, relativeTests, valueTests } from '../values';

/** Where in an event's properties or context random filters look, and what may lie there (see `eventArbitrary`). */
const property = fc.constantFrom(...PROPERTIES);
const nested = { property: fc.constant('cart'), path: fc.constantFrom(['plan'], ['a', HOSTILE[2] ?? '']) };
const inContext = { property: fc.constant('campaign'), path: fc.constantFrom(['source'], ['name']), in: 'context' };
const inItem = [{ property: fc.constantFrom('sku', 'quantity') }, { property: fc.constant('size'), path: fc.constant(['a']) }];

const some = fc.record({
  ...fields({ property: fc.constantFrom('items', 'cart', 'plan') }),
  some: fc.array(fc.oneof(...inItem.flatMap((at) => valueTests(at))), { minLength: 1, maxLength: 2 }),
});
const someInContext = some.map((filter) => ({ ...filter, in: 'context', path: ['list'] }));

/** Property filters of one event. */
export const filters = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.oneof(...valueTests({ property })) },
    { weight: 3, arbitrary: fc.oneof(...relativeTests({ property })) },
    { weight: 2, arbitrary: fc.oneof(...valueTests(nested)) },
    { weight: 2, arbitrary: fc.oneof(...valueTests(inContext), ...valueTests({ property: 'country', in: 'context' })) },
    { weight: 3, arbitrary: some },
    { weight: 1, arbitrary: someInContext },
  ),
  { minLength: 1, maxLength: 2 },
);

/** The event that a condition names: mostly one that people perform. */
export const eventName = fc.constantFrom(...EVENTS, 'Never seen', '*');

/** Windows that are the same for everybody. */
export const window = fc.oneof(
  duration.map((last) => ({ last })),
  fc
    .tuple(duration, duration)
    .filter(([from, to]) => durationMs(from) > durationMs(to))
    .map(([from, to]) => ({ between: { from, to } })),
  duration.map((to) => ({ between: { to } })),
  iso.map((from) => ({ from })),
  iso.map((to) => ({ to })),
  fc.constant({ from: '2026-02-01', to: '2026-03-20' }),
);

/** Units of the calendar, in each person's zone. */
export const calendarWindow = fc.record(
  {
    calendar: fc.record({
      unit: fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
      offset: fc.constantFrom(0, 0, -1, -1, -2, -5),
    }),
    part: fc.constantFrom('before', 'since'),
  },
  { requiredKeys: ['calendar'] },
);

/** Windows that begin with something of the person's own. */
export const sinceWindow = fc.oneof(
  fc.constantFrom('renewal', 'country', 'last_order_at', 'last_seen_at', 'name').map((trait) => ({ sinceTrait: { trait } })),
  fc
    .record({ event: fc.constantFrom(...EVENTS, 'Never seen'), which: fc.constantFrom('first', 'last') })
    .map((sinceEvent) => ({ sinceEvent })),
);

const base = {
  kind: fc.constant('event'),
  event: eventName,
  window: fc.option(
    fc.oneof(
      { weight: 4, arbitrary: window as fc.Arbitrary<unknown> },
      { weight: 2, arbitrary: calendarWindow },
      { weight: 2, arbitrary: sinceWindow },
    ),
    { nil: undefined },
  ),
  where: fc.option(filters, { nil: undefined, freq: 3 }),
};

export const comparison = fc.constantFrom('gte', 'gt', 'lte', 'lt', 'eq', 'neq');
export const ordered = (number: fc.Arbitrary<number>) => fc.tuple(number, number).map((pair) => pair.sort((a, b) => a - b));
const times = fc.integer({ min: 0, max: 3 });
const amount = fc.constantFrom(0, 0.3, 2, 7, 7.5, 10, 49.99, -5, 1e15);

/** What is measured, and of which property. */
const of = fc.oneof(
  property.map((name) => ({ property: name }) as object),
  fc.record({ property: fc.constant('cart'), path: fc.constant(['plan']) }),
);
const ofValue = { measure: fc.constantFrom('sum', 'average', 'minimum', 'maximum', 'median'), of: fc.option(of, { nil: undefined }) };
const distinct = { measure: fc.constant('distinct'), of };

const datedFilter = fc.oneof(
  ...relativeTests({ property: 'revenue' }),
  ...relativeTests({ property: 'cart', path: ['plan'] }),
  ...relativeTests({ property: 'country', in: 'context' }),
  fc.record({ property: fc.constant('items'), some: fc.tuple(fc.oneof(...relativeTests({ property: 'sku' }))) }),
);
const dated = { event: fc.constantFrom(EVENTS[0], '*'), where: fc.tuple(datedFilter) };

/** Conditions whose answer a date in an event decides. */
export const datedConditionArbitrary: fc.Arbitrary<object> = fc.oneof(
  fc.record({ ...base, ...dated, op: fc.constantFrom('gte', 'eq'), count: fc.constantFrom(1, 2) }),
  fc.record({
    ...base,
    event: dated.event,
    where: fc.constant(undefined),
    measure: fc.constantFrom('latest', 'first', 'most_frequent'),
    of: fc.constant({ property: 'revenue' }),
    test: fc.oneof(...relativeTests({})),
  }),
  fc.record({ ...dated, kind: fc.constant('activity'), pattern: fc.constant('first'), window: fc.oneof(window, calendarWindow) }),
  fc
    .record({ first: fc.record(dated), next: fc.record({ ...dated, within: fc.constant({ months: 3 }) }) })
    .map(({ first, next }) => ({ kind: 'sequence', steps: [first, next] })),
);

/** Events with dates where those conditions look. */
export const datedEventArbitrary = fc.record({
  name: fc.constantFrom(EVENTS[0] ?? '', 'Open'),
  at: past.map((ms) => -ms),
  value: fc.constant(null),
  properties: fc.record({ revenue: iso, cart: fc.record({ plan: iso }), items: fc.array(fc.record({ sku: iso }), { maxLength: 2 }) }),
  context: fc.record({ country: iso }),
});

export const eventConditionArbitrary = fc.oneof(
  { weight: 6, arbitrary: fc.record({ ...base, measure: fc.constantFrom(undefined, undefined, 'count'), op: comparison, count: times }) },
  { weight: 1, arbitrary: fc.record({ ...base, op: fc.constant('between'), count: ordered(times) }) },
  { weight: 4, arbitrary: fc.record({ ...base, ...ofValue, op: comparison, amount }) },
  { weight: 1, arbitrary: fc.record({ ...base, ...ofValue, op: fc.constant('between'), amount: ordered(amount) }) },
  { weight: 1, arbitrary: fc.record({ ...base, ...distinct, op: comparison, amount: times }) },
  { weight: 1, arbitrary: fc.record({ ...base, ...distinct, op: fc.constant('between'), amount: ordered(times) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...base,
      measure: fc.constantFrom('most_frequent', 'latest', 'first'),
      of,
      test: fc.oneof(...valueTests({})),
    }),
  },
);
