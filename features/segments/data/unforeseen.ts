import type { AnySql } from '@/db/client';
import { movesByClock } from '../computed/core/dependencies';
import { loadComputed } from '../computed/data/load-computed';
import { type DateBehind, datesBehind } from '../core/dates-behind';
import { expand } from '../core/expand';
import { deepConditionsOf } from '../core/walk';
import type { RuleNode } from '../schema';

/** Whether the reader may not see such a date. */
export type Hides = (date: DateBehind) => boolean;

/**
 * Why it is not said when the clock changes an answer: it would tell a date that the reader may not see (`hidden`); or the rule reads what is
 * itself worked out anew as time goes by (`derived`): computed traits that do not stand still, ranks, and histories of segments; or nobody
 * evaluates the segment (`still`), so that nothing changes whatever its rule answers.
 */
export type Unforeseen = 'hidden' | 'derived' | 'still';

/** The reason for this rule, with the rules it names; null when the clock's changes can be foreseen, and said. */
export async function unforeseenOf(
  tx: AnySql,
  node: RuleNode,
  rules: ReadonlyMap<string, RuleNode>,
  hides: Hides,
): Promise<Unforeseen | null> {
  for (const condition of deepConditionsOf(node, rules)) if (datesBehind(condition).some(hides)) return 'hidden';
  const expanded = expand(node, rules);
  if (!expanded.ok || expanded.dependencies.some((name) => name.startsWith('cuts:') || name.startsWith('members:'))) return 'derived';
  const read = new Set(expanded.dependencies);
  const moving = (await loadComputed(tx)).some(({ name, definition }) => read.has(`trait:${name}`) && movesByClock(definition));
  return moving ? 'derived' : null;
}
