import fc from 'fast-check';
import { absoluteTests, fields, number, relativeTests, TRAITS } from '../values';

const numericBuiltIn = fc.constantFrom('order_count', 'spend', 'event_count', 'open_tickets');
const dateBuiltIn = fc.constantFrom('last_order_at', 'first_seen_at', 'last_seen_at');
const comparisons = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'before', 'after'] as const;

const path = fc.option(fc.constantFrom(['a'], ['a', 'b'], ['constructor']), { nil: undefined, freq: 4 });
const own = { kind: 'trait', trait: fc.constantFrom(...TRAITS), path };
const options = {
  fold: fc.option(fc.constant(true), { nil: undefined, freq: 2 }),
  missing: fc.option(fc.constantFrom('include', 'exclude'), { nil: undefined, freq: 3 }),
};
const other = fc.record({ trait: fc.constantFrom(...TRAITS), path });

export const traitArbitrary = fc.oneof(
  ...absoluteTests(own),
  ...relativeTests({ kind: 'trait', trait: fc.constantFrom('renewal', 'country'), path }),
  fc.record({
    kind: fc.constant('trait'),
    trait: numericBuiltIn,
    op: fc.constantFrom('gt', 'gte', 'lt', 'lte', 'eq', 'neq'),
    value: number,
  }),
  ...relativeTests({ kind: 'trait', trait: dateBuiltIn }),
  fc.record({ ...fields(own), op: fc.constantFrom(...comparisons), than: other, ...options }),
  fc.record({
    ...fields(own),
    op: fc.constantFrom('gt', 'lte', 'eq', 'neq'),
    than: fc.record({ trait: numericBuiltIn }),
    ...options,
  }),
  fc.record({
    kind: fc.constant('trait'),
    trait: dateBuiltIn,
    op: fc.constantFrom('before', 'after'),
    than: fc.oneof(other, fc.record({ trait: dateBuiltIn })),
    ...options,
  }),
);
