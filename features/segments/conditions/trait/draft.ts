import type { TestDraft } from '../controls/drafts';

/** A trait condition as it is being written. */
export type TraitDraft = TestDraft & { kind: 'trait'; trait?: string };

export const newTrait: TraitDraft = { kind: 'trait', op: 'eq' };
