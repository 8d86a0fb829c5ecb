import type { RuleGroupType, RuleType } from 'react-querybuilder';
import { type ConditionKindName, conditionSchemas } from '../conditions/schemas';
import type { RuleNode } from '../schema';

/** A condition as it is being written: the kind is known, the rest may be missing or wrong. */
export type Draft = { kind: ConditionKindName } & Record<string, unknown>;

/** A condition in the editor: react-querybuilder's rule, whose value is our draft. */
export type EditorCondition = Omit<RuleType, 'value'> & { value: Draft };

/**
 * A group in the editor. `combinator` is `all` or `any`; `not` turns it round. `bare`: the saved rule has its only child without
 * a group around it; once a second one is added it is an ordinary group.
 */
export type EditorGroup = Omit<RuleGroupType, 'rules'> & { bare?: boolean; rules: (EditorGroup | EditorCondition)[] };

export const isEditorGroup = (node: EditorGroup | EditorCondition): node is EditorGroup => 'rules' in node;

/** A new condition of a kind for the editor. */
export const editorCondition = (draft: Draft): EditorCondition => ({ field: draft.kind, operator: '', value: draft });

/** A rule as react-querybuilder's tree. Nothing is lost: `ruleOf` gives back the same rule. */
export function editorTreeOf(rule: RuleNode): EditorGroup {
  const node = nodeOf(rule);
  return isEditorGroup(node) ? node : { combinator: 'all', bare: true, rules: [node] };
}

function nodeOf(rule: RuleNode): EditorGroup | EditorCondition {
  if ('all' in rule) return { combinator: 'all', rules: rule.all.map(nodeOf) };
  if ('any' in rule) return { combinator: 'any', rules: rule.any.map(nodeOf) };
  if (!('not' in rule)) return editorCondition({ ...rule });
  const inner = nodeOf(rule.not);
  if (isEditorGroup(inner) && !inner.not) return { ...inner, not: true };
  return { combinator: 'all', not: true, bare: true, rules: [inner] };
}

/** What keeps a tree from being a rule: the node's place, and either an empty group or a condition that is not complete. */
export type EditorIssue = { path: number[]; reason: 'empty' | 'incomplete' };

/**
 * The rule that a tree stands for, or what keeps it from being one. Unknown combinators and drafts that their schema refuses
 * are issues, never skipped: a rule in the making must not match more people than the finished one.
 */
export function ruleOf(tree: EditorGroup): { rule: RuleNode; issues: [] } | { rule: undefined; issues: EditorIssue[] } {
  const issues: EditorIssue[] = [];
  const rule = groupOf(tree, [], issues);
  return rule && issues.length === 0 ? { rule, issues: [] } : { rule: undefined, issues };
}

function groupOf(group: EditorGroup, path: number[], issues: EditorIssue[]): RuleNode | undefined {
  if (group.rules.length === 0 || (group.combinator !== 'all' && group.combinator !== 'any')) {
    issues.push({ path, reason: 'empty' });
    return undefined;
  }
  const children = group.rules.flatMap((child, i): RuleNode[] => {
    const node = isEditorGroup(child) ? groupOf(child, [...path, i], issues) : conditionOf(child, [...path, i], issues);
    return node ? [node] : [];
  });
  const [only] = children;
  if (children.length !== group.rules.length || !only) return undefined;
  const inner: RuleNode = group.bare && children.length === 1 ? only : group.combinator === 'all' ? { all: children } : { any: children };
  return group.not ? { not: inner } : inner;
}

function conditionOf(condition: EditorCondition, path: number[], issues: EditorIssue[]): RuleNode | undefined {
  const parsed = conditionSchemas[condition.value.kind].safeParse(condition.value);
  if (parsed.success) return parsed.data;
  issues.push({ path, reason: 'incomplete' });
  return undefined;
}
