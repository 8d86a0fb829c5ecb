/** Later in this list is more restrictive: the order in which equal times are decided. */
export const consentStates = ['granted', 'denied', 'withdrawn'] as const;
export const modes = ['opt_in', 'opt_out'] as const;
export const lawfulBases = ['consent', 'contract', 'legal_obligation', 'vital_interests', 'public_task', 'legitimate_interests'] as const;
export const methods = ['api', 'staff', 'sdk', 'import', 'preference_page', 'unsubscribe', 'merge'] as const;

/** The methods a member of staff may name when writing down what a person said. */
export const staffMethods = ['staff', 'preference_page', 'unsubscribe', 'import'] as const;

/** Internal analysis is a use like any other: its own purpose, on the channel that leaves the company by none. */
export const INTERNAL_ANALYSIS = { purpose: 'analytics', channel: 'internal' } as const;

export const DAY_MS = 86_400_000;
