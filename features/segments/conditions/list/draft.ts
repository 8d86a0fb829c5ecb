/** A condition on a list as it is being written. */
export type ListDraft = { kind: 'list'; listId?: string; op?: 'in' | 'not_in' };

export const newList: ListDraft = { kind: 'list', op: 'in' };
