import { MOST_MARKS, topOf } from '../../core/top';
import type { RuleNode } from '../../schema';

/** How the marks of a version of a rule are read: each mark as "this part of the rule is met", and whether all parts must be. */
export type Reading = { version: number; all: boolean; full: number; flip: number };

/** `not all` is `any not`: with a "not" around the rule, marks turn round and all becomes any. */
export function readingOf(version: number, rule: RuleNode): Reading | undefined {
  const { combine, negated, nodes } = topOf(rule);
  if (nodes.length > MOST_MARKS) return undefined;
  const full = 2 ** nodes.length - 1;
  return { version, all: (combine === 'all') !== negated, full, flip: negated ? full : 0 };
}

/** The conditions that bits stand for. */
export const nodesOf = (rule: RuleNode, bits: number): RuleNode[] => topOf(rule).nodes.filter((_, n) => (bits & (2 ** n)) !== 0);
