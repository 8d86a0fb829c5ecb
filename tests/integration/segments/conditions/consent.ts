import fc from 'fast-check';
import { duration } from '../values';

const cell = {
  kind: fc.constant('consent'),
  purpose: fc.constantFrom('marketing', 'service', 'timed', 'nobody knows', "x'"),
  channel: fc.constantFrom('email', 'sms', 'unknown'),
};

export const consentConditionArbitrary = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...cell, op: fc.constantFrom('granted', 'not_granted', 'denied', 'never_asked') }) },
  { weight: 1, arbitrary: fc.record({ ...cell, op: fc.constant('expires_within'), within: duration }) },
);
