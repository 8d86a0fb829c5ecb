import { kindOf } from '../conditions/registry';
import type { EvaluateContext, ProfileFacts } from '../conditions/types';
import type { RuleNode } from '../schema';

/** The rule on plain data: what the compiled statement must answer too. The oracle of the tests. */
export function evaluate(node: RuleNode, facts: ProfileFacts, context: EvaluateContext): boolean {
  if ('all' in node) return node.all.every((child) => evaluate(child, facts, context));
  if ('any' in node) return node.any.some((child) => evaluate(child, facts, context));
  if ('not' in node) return !evaluate(node.not, facts, context);
  const answer = kindOf(node).evaluate(node, facts, context);
  return typeof answer === 'boolean' ? answer : evaluate(answer.node, facts, context) !== answer.negated;
}
