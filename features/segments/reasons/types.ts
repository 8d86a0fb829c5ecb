import type { RuleNode } from '../schema';
import type { MembershipCause } from '../types';

/**
 * People who entered or left for the same reason: `cause` is what touched them, `conditions` are those of the conditions at the top of the
 * rule that flipped it; none where that is not known, as for who is in from the first evaluation.
 */
export type Reason = {
  change: 'enter' | 'leave';
  cause: MembershipCause;
  version: number | null;
  /** Which conditions at the top of the rule of that version, as bits. */
  flipped: number | null;
  conditions: RuleNode[];
  /** Whether the rule wants these conditions not to hold. */
  negated: boolean;
  /** Whether these conditions hold since (or do no more). */
  hold: boolean;
  count: number;
};

/** The reasons of a time, the most frequent first; `rest` people have reasons too rare to be listed. */
export type Reasons = { data: Reason[]; rest: number; from: string; to: string };
