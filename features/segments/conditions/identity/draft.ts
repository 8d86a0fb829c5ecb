import type { CountOp } from '../event/measure';

export const asks = ['has', 'has_not', 'seen_in', 'not_seen_in', 'known', 'anonymous', 'records'] as const;
export type Ask = (typeof asks)[number];

/** An identity condition as it is being written. */
export type IdentityDraft = { kind: 'identity'; ask?: Ask; identifier?: string; sourceId?: string; op?: CountOp; count?: number };

export const newIdentity: IdentityDraft = { kind: 'identity', ask: 'known' };

/** Types of identifiers that everybody has; a company may have others. */
export const commonIdentifiers = ['email', 'phone', 'user_id', 'anonymous_id'];

/** The draft with another question: what the former one alone needed is dropped. */
export function withAsk({ identifier, sourceId, op, count }: IdentityDraft, ask: Ask): IdentityDraft {
  const draft: IdentityDraft = { kind: 'identity', ask };
  if (ask === 'has' || ask === 'has_not') return { ...draft, identifier: identifier ?? 'email' };
  if (ask === 'seen_in' || ask === 'not_seen_in') return { ...draft, ...(sourceId ? { sourceId } : {}) };
  return ask === 'records' ? { ...draft, op: op ?? 'gte', count: count ?? 2 } : draft;
}
