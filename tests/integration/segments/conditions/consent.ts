import fc from 'fast-check';

export const consentConditionArbitrary = fc.record({
  kind: fc.constant('consent'),
  purpose: fc.constantFrom('marketing', 'service', 'timed', 'nobody knows', "x'"),
  channel: fc.constantFrom('email', 'sms', 'unknown'),
  op: fc.constantFrom('granted', 'not_granted'),
});
