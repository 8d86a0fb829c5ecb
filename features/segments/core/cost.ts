import { MAX_EXPANDED_CONDITIONS } from '../constants';
import type { RuleNode } from '../schema';

/**
 * Units of the planner's cost that one processor works off in a second. Measured on the rules of the bench and rounded down, so that an
 * estimate says rather too much time than too little; see docs/segments.md.
 */
const UNITS_A_SECOND = 50_000;

/** One page of the data's tables read, with what conditions ask of its rows, in seconds. */
const SECONDS_A_PAGE = 0.000_1;

/** How long a statement of this planner's cost is going to take. */
export const secondsOf = (cost: number): number => cost / UNITS_A_SECOND;

/**
 * Whether the data is so little that even the longest rule reads all of it once a condition within the limit. Of such tables the planner
 * knows least, and nothing that it guesses counts.
 */
export const isLittle = (pages: number, limitSeconds: number): boolean => pages * SECONDS_A_PAGE * MAX_EXPANDED_CONDITIONS <= limitSeconds;

/** What stands at the top of a rule, each with its path; the rule itself when it has nothing beside each other. */
export function topParts(node: RuleNode, path = 'rule'): { path: string; node: RuleNode }[] {
  if ('not' in node) return topParts(node.not, `${path}.not`);
  if ('kind' in node) return [{ path, node }];
  const [key, children] = 'all' in node ? (['all', node.all] as const) : (['any', node.any] as const);
  const [only] = children;
  if (only && children.length === 1) return topParts(only, `${path}.${key}[0]`);
  return children.map((child, i) => ({ path: `${path}.${key}[${i}]`, node: child }));
}

/** Minutes as people say them: whole ones from ten on, below with one digit after the point, but never none. */
export function minutesOf(seconds: number): number {
  const minutes = seconds / 60;
  return minutes >= 10 ? Math.round(minutes) : Math.max(0.1, Math.round(minutes * 10) / 10);
}
