import type { Condition } from '../conditions/schemas';
import type { RuleNode } from '../schema';

/** Every condition of the rule, in reading order. */
export function conditionsOf(node: RuleNode): Condition[] {
  if ('all' in node) return node.all.flatMap(conditionsOf);
  if ('any' in node) return node.any.flatMap(conditionsOf);
  if ('not' in node) return conditionsOf(node.not);
  return [node];
}
