import fc from 'fast-check';
import { absoluteTests, number, relativeTests, TRAITS } from '../values';

const numericBuiltIn = fc.constantFrom('order_count', 'spend', 'event_count', 'open_tickets');
const dateBuiltIn = fc.constantFrom('last_order_at', 'first_seen_at', 'last_seen_at');

export const traitArbitrary = fc.oneof(
  ...absoluteTests({ kind: 'trait', trait: fc.constantFrom(...TRAITS) }),
  ...relativeTests({ kind: 'trait', trait: fc.constantFrom('renewal', 'country') }),
  fc.record({
    kind: fc.constant('trait'),
    trait: numericBuiltIn,
    op: fc.constantFrom('gt', 'gte', 'lt', 'lte', 'eq', 'neq'),
    value: number,
  }),
  ...relativeTests({ kind: 'trait', trait: dateBuiltIn }),
);
