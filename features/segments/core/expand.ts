import { kindOf } from '../conditions/registry';
import { asksHistory } from '../conditions/segment/schema';
import { MAX_EXPANDED_CONDITIONS } from '../constants';
import type { RuleNode } from '../schema';
import { conditionsOf } from './walk';

export type Expansion =
  | { ok: true; dependencies: string[]; references: string[]; conditions: number }
  /** `path` names the segments along the circle. */
  | { ok: false; reason: 'circle' | 'missing' | 'too_large'; segmentIds: string[] };

/**
 * What a rule reads, through the rules of the segments it names, and whether that ends.
 * `self` is the id of the rule's own segment, so that a circle through it is found before it is saved.
 */
export function expand(rule: RuleNode, rules: ReadonlyMap<string, RuleNode>, self?: string): Expansion {
  const dependencies = new Set<string>();
  const references = new Set<string>();
  let conditions = 0;
  const visit = (node: RuleNode, path: string[]): Expansion | undefined => {
    for (const condition of conditionsOf(node)) {
      conditions += kindOf(condition).weight?.(condition) ?? 1;
      if (conditions > MAX_EXPANDED_CONDITIONS) return { ok: false, reason: 'too_large', segmentIds: path };
      for (const dependency of kindOf(condition).dependencies(condition)) dependencies.add(dependency);
      for (const reference of kindOf(condition).references?.(condition) ?? []) references.add(reference);
      if (condition.kind !== 'segment') continue;
      const id = condition.segmentId;
      if (path.includes(id)) return { ok: false, reason: 'circle', segmentIds: [...path, id] };
      const next = rules.get(id);
      if (!next) return { ok: false, reason: 'missing', segmentIds: [...path, id] };
      // A history is read as it is stored: only that it does not lead back here has to be known.
      const failed = asksHistory(condition) ? findFault(next, rules, [...path, id], ended) : visit(next, [...path, id]);
      if (failed) return failed;
    }
    return undefined;
  };
  const ended = new Set<string>();
  return (
    visit(rule, self ? [self] : []) ?? {
      ok: true,
      dependencies: [...dependencies].sort(),
      references: [...references].sort(),
      conditions,
    }
  );
}

/** A circle or a missing segment behind a rule whose history is read; `ended` are segments known to lead to neither. */
function findFault(
  node: RuleNode,
  rules: ReadonlyMap<string, RuleNode>,
  path: readonly string[],
  ended: Set<string>,
): (Expansion & { ok: false }) | undefined {
  for (const condition of conditionsOf(node)) {
    if (condition.kind !== 'segment' || ended.has(condition.segmentId)) continue;
    const id = condition.segmentId;
    if (path.includes(id)) return { ok: false, reason: 'circle', segmentIds: [...path, id] };
    const next = rules.get(id);
    if (!next) return { ok: false, reason: 'missing', segmentIds: [...path, id] };
    const failed = findFault(next, rules, [...path, id], ended);
    if (failed) return failed;
    ended.add(id);
  }
  return undefined;
}
