import fc from 'fast-check';
import { IDENTIFIERS, SOURCES } from '../people';

const kind = fc.constant('identity');

export const identityArbitrary = fc.oneof(
  fc.record({ kind, ask: fc.constantFrom('has', 'has_not'), identifier: fc.constantFrom(...IDENTIFIERS, "x'") }),
  fc.record({ kind, ask: fc.constantFrom('seen_in', 'not_seen_in'), sourceId: fc.constantFrom(...SOURCES) }),
  fc.record({ kind, ask: fc.constantFrom('known', 'anonymous') }),
  fc.record({
    kind,
    ask: fc.constant('records'),
    op: fc.constantFrom('gte', 'gt', 'lte', 'lt', 'eq', 'neq'),
    count: fc.integer({ min: 0, max: 3 }),
  }),
);
