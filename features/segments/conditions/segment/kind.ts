import type { RuleNode } from '../../schema';
import { defineConditionKind } from '../types';
import { historyHolds } from './history';
import { historyEdges, historySql } from './history-sql';
import { asksHistory, type SegmentCondition } from './schema';

/** The rule of the segment that a condition names. @throws Error when it is not there: a rule never guesses. */
function ruleOf(rules: ReadonlyMap<string, RuleNode>, id: string): RuleNode {
  const rule = rules.get(id);
  if (!rule) throw new Error(`The rule refers to segment ${id}, which does not exist or has no valid rule`);
  return rule;
}

/**
 * In or not in another segment, answered by its rule (see docs/decisions: a segment of segments reads rules); or when somebody entered,
 * left or was in it, answered by the log of its memberships.
 */
export const segmentKind = defineConditionKind<SegmentCondition>({
  kind: 'segment',
  dependencies: (c) => [`${asksHistory(c) ? 'members' : 'segment'}:${c.segmentId}`],
  compile: (c, context) => {
    if (asksHistory(c)) return { form: 'set', negated: false, sql: () => historySql(c, context) };
    const node = ruleOf(context.catalogue.rules, c.segmentId);
    return { form: 'rule', node: c.op === 'not_in' ? { not: node } : node };
  },
  edges: (c, context) => (asksHistory(c) ? { sets: historyEdges(c, context) } : { node: ruleOf(context.catalogue.rules, c.segmentId) }),
  evaluate: (c, facts, { rules, now }) =>
    asksHistory(c) ? historyHolds(c, facts, now) : { node: ruleOf(rules, c.segmentId), negated: c.op === 'not_in' },
});
