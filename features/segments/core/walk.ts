import type { Condition } from '../conditions/schemas';
import { asksHistory } from '../conditions/segment/schema';
import type { RuleNode } from '../schema';

/** Every condition of the rule, in reading order. */
export function conditionsOf(node: RuleNode): Condition[] {
  if ('all' in node) return node.all.flatMap(conditionsOf);
  if ('any' in node) return node.any.flatMap(conditionsOf);
  if ('not' in node) return conditionsOf(node.not);
  return [node];
}

const lists = new WeakMap<RuleNode, readonly Condition[]>();

/** The same of a stored rule, which nobody changes: asked for every batch. */
export function listedConditions(rule: RuleNode): readonly Condition[] {
  const list = lists.get(rule) ?? conditionsOf(rule);
  lists.set(rule, list);
  return list;
}

/** Those, and the conditions of the rules that it asks; a segment whose history is read is not asked. */
export function deepConditionsOf(node: RuleNode, rules: ReadonlyMap<string, RuleNode>, seen = new Set<string>()): Set<Condition> {
  const found = new Set<Condition>();
  for (const condition of conditionsOf(node)) {
    found.add(condition);
    if (condition.kind !== 'segment' || asksHistory(condition) || seen.has(condition.segmentId)) continue;
    seen.add(condition.segmentId);
    const named = rules.get(condition.segmentId);
    if (named) for (const inner of deepConditionsOf(named, rules, seen)) found.add(inner);
  }
  return found;
}
