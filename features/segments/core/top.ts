import type { RuleNode } from '../schema';

/** So many conditions at the top of a rule can be told apart in `membership_changes.marks`. */
export const MOST_MARKS = 31;

/** The conditions (or groups) at the top of a rule, and how its answer is made of theirs: all or any must hold, then turned round or not. */
export type Top = { combine: 'all' | 'any'; negated: boolean; nodes: readonly RuleNode[] };

/** What the bits of `membership_changes.marks` stand for: bit n is the answer of `nodes[n]`. */
export function topOf(rule: RuleNode): Top {
  if ('all' in rule) return { combine: 'all', negated: false, nodes: rule.all };
  if ('any' in rule) return { combine: 'any', negated: false, nodes: rule.any };
  if (!('not' in rule)) return { combine: 'all', negated: false, nodes: [rule] };
  const inner = topOf(rule.not);
  return { ...inner, negated: !inner.negated };
}
