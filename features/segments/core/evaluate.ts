import { kindOf } from '../conditions/registry';
import type { EvaluateContext, ProfileFacts } from '../conditions/types';
import type { RuleNode } from '../schema';

/** The rule on plain data: what the compiled statement must answer too. The oracle of the tests. */
export const evaluate = (node: RuleNode, facts: ProfileFacts, context: EvaluateContext): boolean =>
  !facts.standing?.restricted && fits(node, facts, context);

function fits(node: RuleNode, facts: ProfileFacts, context: EvaluateContext): boolean {
  if ('all' in node) return node.all.every((child) => fits(child, facts, context));
  if ('any' in node) return node.any.some((child) => fits(child, facts, context));
  if ('not' in node) return !fits(node.not, facts, context);
  const answer = kindOf(node).evaluate(node, facts, context);
  return typeof answer === 'boolean' ? answer : fits(answer.node, facts, context) !== answer.negated;
}
