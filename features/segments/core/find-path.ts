import type { RuleNode } from '../schema';

/** The path of the first condition that names one of these segments, as in `rule.all[1].not`. */
export function pathOfSegment(node: RuleNode, ids: ReadonlySet<string>, path = 'rule'): string | undefined {
  if ('not' in node) return pathOfSegment(node.not, ids, `${path}.not`);
  if ('kind' in node) return node.kind === 'segment' && ids.has(node.segmentId) ? `${path}.segmentId` : undefined;
  const [key, children] = 'all' in node ? (['all', node.all] as const) : (['any', node.any] as const);
  for (const [i, child] of children.entries()) {
    const found = pathOfSegment(child, ids, `${path}.${key}[${i}]`);
    if (found) return found;
  }
  return undefined;
}
