import type { Condition } from '../conditions/schemas';
import type { RuleNode } from '../schema';

/** The path of the first condition that passes, as in `rule.all[1].not`. */
export function pathOf(node: RuleNode, passes: (condition: Condition) => boolean, path = 'rule'): string | undefined {
  if ('not' in node) return pathOf(node.not, passes, `${path}.not`);
  if ('kind' in node) return passes(node) ? path : undefined;
  const [key, children] = 'all' in node ? (['all', node.all] as const) : (['any', node.any] as const);
  for (const [i, child] of children.entries()) {
    const found = pathOf(child, passes, `${path}.${key}[${i}]`);
    if (found) return found;
  }
  return undefined;
}

/** The path of the first name of one of these segments. */
export function pathOfSegment(node: RuleNode, ids: ReadonlySet<string>): string | undefined {
  const path = pathOf(node, (c) => c.kind === 'segment' && ids.has(c.segmentId));
  return path && `${path}.segmentId`;
}
