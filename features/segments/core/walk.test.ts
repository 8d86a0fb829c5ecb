import { expect, it } from 'vitest';
import type { RuleNode } from '../schema';
import { conditionsOf, deepConditionsOf } from './walk';

const [A, B, C] = ['1', '2', '3'].map((n) => `00000000-0000-7000-8000-00000000000${n}`) as [string, string, string];
const trait = (name: string): RuleNode => ({ kind: 'trait', trait: name, op: 'exists' });
const names = (conditions: Iterable<unknown>) =>
  [...conditions].map((c) => (c as { trait?: string; segmentId?: string }).trait ?? (c as { segmentId?: string }).segmentId);

it('finds every condition, in reading order', () => {
  const rule: RuleNode = { all: [trait('a'), { any: [trait('b'), { not: trait('c') }] }, trait('d')] };
  expect(names(conditionsOf(rule))).toEqual(['a', 'b', 'c', 'd']);
});

it('goes into the rules that are asked, once each, and not into those whose history is read', () => {
  const asks = (segmentId: string): RuleNode => ({ kind: 'segment', segmentId });
  const rules = new Map<string, RuleNode>([
    [A, { all: [trait('in a'), asks(B)] }],
    [B, { any: [trait('in b'), asks(A)] }],
    [C, trait('in c')],
  ]);
  const rule: RuleNode = { all: [asks(A), asks(A), { kind: 'segment', segmentId: C, op: 'entered_within', within: { days: 1 } }] };
  expect(names(deepConditionsOf(rule, rules))).toEqual([A, 'in a', B, 'in b', A, A, C]);
  expect(names(deepConditionsOf(asks(C), new Map()))).toEqual([C]);
});
