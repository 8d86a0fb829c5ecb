import type { Condition } from '../../conditions/schemas';
import { conditionsOf } from '../../core/walk';
import type { RuleNode } from '../../schema';

/** What happened to one condition between two rules. */
export type ConditionChange =
  | { type: 'added'; condition: Condition }
  | { type: 'removed'; condition: Condition }
  | { type: 'changed'; before: Condition; after: Condition };

/** `regrouped`: the groups, their order or a "not" differ, whatever became of the conditions. */
export type RuleDiff = { changes: ConditionChange[]; kept: number; regrouped: boolean };

/**
 * Compares two rules condition by condition. Equal ones are kept; of the others, one of each that ask of the same thing (the same
 * trait, event, segment …) count as changed, the rest as added or removed.
 */
export function diffRules(before: RuleNode, after: RuleNode): RuleDiff {
  const [old, fresh] = [conditionsOf(before), conditionsOf(after)];
  // One condition is a group of one.
  const grouped = (rule: RuleNode): RuleNode => ('all' in rule || 'any' in rule || 'not' in rule ? rule : { all: [rule] });
  const left = [...old];
  const added: Condition[] = [];
  let kept = 0;
  for (const condition of fresh) {
    const at = left.findIndex((each) => textOf(each) === textOf(condition));
    if (at < 0) added.push(condition);
    else {
      left.splice(at, 1);
      kept += 1;
    }
  }
  const changes: ConditionChange[] = [];
  for (const condition of added) {
    const at = left.findIndex((each) => subjectOf(each) === subjectOf(condition));
    const former = at < 0 ? undefined : left.splice(at, 1)[0];
    changes.push(former ? { type: 'changed', before: former, after: condition } : { type: 'added', condition });
  }
  changes.push(...left.map((condition) => ({ type: 'removed' as const, condition })));
  return {
    changes,
    kept,
    regrouped: changes.length === 0 ? textOf(before) !== textOf(after) : shapeOf(grouped(before)) !== shapeOf(grouped(after)),
  };
}

/** What a condition asks of: its kind and whatever it names. */
function subjectOf(condition: Condition): string {
  const { kind, ...rest } = condition as Record<string, unknown> & { kind: string };
  const named = ['trait', 'path', 'event', 'segmentId', 'purpose', 'channel', 'listId', 'campaignId', 'property', 'sourceId', 'seed'];
  return textOf([kind, ...named.map((key) => rest[key] ?? null)]);
}

/** The groups without their conditions. */
function shapeOf(node: RuleNode): string {
  if ('not' in node) return `not(${shapeOf(node.not)})`;
  if ('all' in node) return `all(${groupsIn(node.all)})`;
  if ('any' in node) return `any(${groupsIn(node.any)})`;
  return '';
}

const groupsIn = (nodes: readonly RuleNode[]): string => nodes.map(shapeOf).filter(Boolean).join();

/** JSON whose keys are in order, so that equal things have equal texts. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
