import type { RuleNode } from '../schema';

/** The node at a path as errors name it, such as `rule.all[1].not`; undefined when there is none. */
export function nodeAt(rule: RuleNode, path: string): RuleNode | undefined {
  let node: RuleNode | undefined = rule;
  for (const [, key, at] of path.matchAll(/\.(all|any|not)(?:\[(\d+)\])?/g)) {
    if (!node) return undefined;
    const parent: Partial<Record<'all' | 'any', RuleNode[]>> & { not?: RuleNode } = node as never;
    node = key === 'not' ? parent.not : parent[key as 'all' | 'any']?.[Number(at)];
  }
  return node;
}
