import type { z } from 'zod';
import type { Said } from '@/lib/errors';
import { saidOfIssue } from '@/lib/said-of-issue';
import { conditionSchemas, isConditionKind } from '../conditions/schemas';
import { MAX_CONDITIONS, MAX_DEPTH } from '../constants';

type Path = (string | number)[];
export type RuleIssue = Said & { path: Path };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An alternative that goes by a field which is not there, or has another value, is another thing altogether. */
const isOther = (i: z.core.$ZodIssue): boolean =>
  i.code === 'unrecognized_keys' ||
  (i.code === 'invalid_type' && i.path.length <= 1) ||
  (i.code === 'invalid_union' && i.errors.length === 0);

/** How badly an alternative of a union misses: fields it does not know, or lacks, count most. */
const misfit = (issues: readonly z.core.$ZodIssue[]): number => issues.reduce((n, i) => n + (isOther(i) ? 10 : 1), 0);

/** The issues of the closest alternative in place of "no alternative fits". */
function flatten(issues: readonly z.core.$ZodIssue[], base: Path): RuleIssue[] {
  return issues.flatMap((issue): RuleIssue[] => {
    const path = [...base, ...issue.path.map((p) => (typeof p === 'number' ? p : String(p)))];
    if (issue.code === 'unrecognized_keys')
      return issue.keys
        .slice(0, MOST_ISSUES)
        .map((key) => ({ path: [...path, key], message: 'This field is not known here', key: 'rule.unknownField' }));
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ path, ...saidOfIssue(issue) }];
    const [closest] = [...issue.errors].sort((a, b) => misfit(a) - misfit(b));
    const inner = closest ? flatten(closest, path) : [];
    return inner.some((i) => i.path.length > path.length) ? inner : [{ path, ...saidOfIssue(issue) }];
  });
}

/** Most that is said about one rule: there may be as many unknown fields as a body has bytes. */
const MOST_ISSUES = 100;

type Walk = { issues: RuleIssue[]; conditions: number };

function checkNode(node: unknown, path: Path, depth: number, walk: Walk): void {
  const fail = (said: Said, at: Path = path) => walk.issues.push({ path: at, ...said });
  if (!isObject(node)) {
    fail({ message: 'Give a condition, or a group: { "all": [...] }, { "any": [...] } or { "not": ... }', key: 'rule.shape' });
    return;
  }
  const group = (['all', 'any', 'not'] as const).find((key) => Object.hasOwn(node, key));
  if (!group) {
    checkCondition(node, path, walk);
    return;
  }
  for (const key of Object.keys(node).slice(0, MOST_ISSUES))
    if (key !== group)
      fail({ message: 'A group has one of all, any or not, and nothing beside it', key: 'rule.groupAlone' }, [...path, key]);
  const inside = node[group];
  if (depth > MAX_DEPTH) fail({ message: `Groups nest to ${MAX_DEPTH} levels at most`, key: 'rule.depth', values: { max: MAX_DEPTH } });
  else if (group === 'not') checkNode(inside, [...path, 'not'], depth + 1, walk);
  else if (!Array.isArray(inside)) fail({ message: 'Give a list of conditions', key: 'rule.list' }, [...path, group]);
  else if (inside.length === 0) fail({ message: 'A group needs at least one condition', key: 'rule.empty' }, [...path, group]);
  else checkChildren(inside, [...path, group], depth, walk);
}

function checkChildren(children: readonly unknown[], path: Path, depth: number, walk: Walk): void {
  for (const [i, child] of children.entries()) {
    if (walk.conditions > MAX_CONDITIONS || walk.issues.length >= MOST_ISSUES) return;
    checkNode(child, [...path, i], depth + 1, walk);
  }
}

function checkCondition(node: Record<string, unknown>, path: Path, walk: Walk): void {
  walk.conditions += 1;
  if (walk.conditions > MAX_CONDITIONS) {
    walk.issues.push({
      path,
      message: `A rule holds ${MAX_CONDITIONS} conditions at most`,
      key: 'rule.conditions',
      values: { max: MAX_CONDITIONS },
    });
  } else if (!isConditionKind(node.kind)) {
    const kinds = Object.keys(conditionSchemas).join(', ');
    walk.issues.push({ path: [...path, 'kind'], message: `Give one of ${kinds}`, key: 'rule.kind', values: { kinds } });
  } else {
    const parsed = conditionSchemas[node.kind].safeParse(node);
    if (!parsed.success) walk.issues.push(...flatten(parsed.error.issues, path));
  }
}

/** Everything that is wrong with a rule, each with the path of the wrong node; an empty list for a good rule. */
export function checkRule(rule: unknown): RuleIssue[] {
  const walk: Walk = { issues: [], conditions: 0 };
  checkNode(rule, [], 1, walk);
  return walk.issues;
}
