import fc from 'fast-check';
import { HISTORY_AT } from '../people';
import { DAY, duration, NOW } from '../values';

/** About one of these segments. */
export const segmentConditionArbitrary = (segmentIds: readonly string[]) => {
  const named = { kind: fc.constant('segment'), segmentId: fc.constantFrom(...segmentIds) };
  const at = fc.oneof(
    fc.constantFrom(...HISTORY_AT, -800 * DAY, 3 * DAY).map((ms) => new Date(NOW.getTime() + ms).toISOString()),
    fc.constantFrom('2026-03-15', '2026-03-14', '2026-02-20'),
  );
  return fc.oneof(
    { weight: 2, arbitrary: fc.record({ ...named, op: fc.constantFrom(undefined, 'in', 'not_in') }) },
    { weight: 2, arbitrary: fc.record({ ...named, op: fc.constantFrom('entered_within', 'left_within'), within: duration }) },
    { weight: 1, arbitrary: fc.record({ ...named, op: fc.constant('was_in'), at }) },
  );
};
