import type { TestDraft } from '../controls/drafts';

export type RefDraft = { trait?: string | undefined; path?: string[] | undefined };

/** A trait condition as it is being written: compared with a value, or with another trait. */
export type TraitDraft = TestDraft & RefDraft & { kind: 'trait'; than?: RefDraft | undefined };

export const newTrait: TraitDraft = { kind: 'trait', op: 'eq' };
