import type { EvaluateContext, ProfileFacts } from '@/features/segments/conditions/types';
import { evaluate } from '@/features/segments/core/evaluate';
import type { RuleNode } from '@/features/segments/schema';

/** The places of those in the crowd whom the rule fits. */
export const placesOf = (rule: RuleNode, crowd: readonly ProfileFacts[], context: EvaluateContext): number[] =>
  crowd.flatMap((person, i) => (evaluate(rule, person, context) ? [i] : []));
