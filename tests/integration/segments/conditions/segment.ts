import fc from 'fast-check';

/** About one of these segments. */
export const segmentConditionArbitrary = (segmentIds: readonly string[]) =>
  fc.record({
    kind: fc.constant('segment'),
    segmentId: fc.constantFrom(...segmentIds),
    op: fc.constantFrom(undefined, 'in', 'not_in'),
  });
