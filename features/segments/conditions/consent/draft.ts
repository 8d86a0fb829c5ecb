/** A consent condition as it is being written. */
export type ConsentDraft = { kind: 'consent'; purpose?: string; channel?: string; op?: 'granted' | 'not_granted' };

export const newConsent: ConsentDraft = { kind: 'consent', op: 'granted' };
