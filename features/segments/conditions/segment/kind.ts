import type { RuleNode } from '../../schema';
import { defineConditionKind } from '../types';
import type { SegmentCondition } from './schema';

/** The rule of the segment that a condition names. @throws Error when it is not there: a rule never guesses. */
function ruleOf(rules: ReadonlyMap<string, RuleNode>, id: string): RuleNode {
  const rule = rules.get(id);
  if (!rule) throw new Error(`The rule refers to segment ${id}, which does not exist or has no valid rule`);
  return rule;
}

/** In or not in another segment, answered by its rule (see docs/decisions: a segment of segments reads rules). */
export const segmentKind = defineConditionKind<SegmentCondition>({
  kind: 'segment',
  dependencies: (c) => [`segment:${c.segmentId}`],
  compile: (c, { catalogue }) => {
    const node = ruleOf(catalogue.rules, c.segmentId);
    return { form: 'rule', node: c.op === 'not_in' ? { not: node } : node };
  },
  edges: (c, { catalogue }) => ({ node: ruleOf(catalogue.rules, c.segmentId) }),
  evaluate: (c, _facts, { rules }) => ({ node: ruleOf(rules, c.segmentId), negated: c.op === 'not_in' }),
});
