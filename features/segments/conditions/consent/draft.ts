import type { Duration } from '../duration';

export const consentOps = ['granted', 'not_granted', 'denied', 'never_asked', 'expires_within'] as const;
export type ConsentOp = (typeof consentOps)[number];

/** A consent condition as it is being written. */
export type ConsentDraft = { kind: 'consent'; purpose?: string; channel?: string; op?: ConsentOp; within?: Duration };

export const newConsent: ConsentDraft = { kind: 'consent', op: 'granted' };

/** The draft with another operator: what the former one alone needed is dropped. */
export const withOp = ({ within, ...draft }: ConsentDraft, op: ConsentOp): ConsentDraft => ({
  ...draft,
  op,
  ...(op === 'expires_within' ? { within: within ?? { days: 30 } } : {}),
});
