/** A condition on the holdout as it is being written. */
export type HoldoutDraft = { kind: 'holdout'; op?: 'in' | 'not_in' };

export const newHoldout: HoldoutDraft = { kind: 'holdout', op: 'not_in' };
