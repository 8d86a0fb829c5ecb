import { kindOf } from '../conditions/registry';
import type { Catalogue, EdgeContext } from '../conditions/types';
import type { RuleNode } from '../schema';
import type { Scope } from '../types';
import { scopeSql } from './scope-sql';
import type { Statement } from './statement';

function collect(node: RuleNode, context: EdgeContext, sets: Set<string>): void {
  if ('all' in node || 'any' in node) {
    for (const child of 'all' in node ? node.all : node.any) collect(child, context, sets);
  } else if ('not' in node) {
    collect(node.not, context, sets);
  } else {
    const edges = kindOf(node).edges(node, context);
    if ('node' in edges) collect(edges.node, context, sets);
    else for (const set of edges.sets) sets.add(set);
  }
}

/** The sets `select profile_id …` of those whose answer may change in `(from, to]` by time alone. May name too many, never too few. */
export function edgesInto(
  statement: Statement,
  node: RuleNode,
  { scope, from, to, catalogue }: { scope: Scope; from: Date; to: Date; catalogue: Catalogue },
): string[] {
  const sets = new Set<string>();
  collect(node, { statement, scope: scopeSql(statement, scope), from, to, catalogue }, sets);
  return [...sets];
}
