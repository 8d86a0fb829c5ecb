import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuleNode } from '../schema';
import { editorCondition, editorTreeOf, ruleOf } from './editor-tree';

const condition = fc.oneof(
  fc.record({
    kind: fc.constant('trait' as const),
    trait: fc.constantFrom('country', 'plan'),
    op: fc.constant('eq' as const),
    value: fc.string(),
  }),
  fc.record({
    kind: fc.constant('trait' as const),
    trait: fc.constantFrom('country', 'age'),
    op: fc.constantFrom('exists' as const, 'not_exists' as const),
  }),
  fc.record({
    kind: fc.constant('event' as const),
    event: fc.constantFrom('Order Completed', '*'),
    op: fc.constantFrom('gte' as const, 'eq' as const),
    count: fc.integer({ min: 0, max: 9 }),
    window: fc.constantFrom({ last: { days: 30 } }, { between: { from: { weeks: 9 }, to: { weeks: 2 } } }, { from: '2026-01-01' }),
  }),
  fc.record({
    kind: fc.constant('consent' as const),
    purpose: fc.constant('marketing'),
    channel: fc.constant('email'),
    op: fc.constant('granted' as const),
  }),
);

const { rule } = fc.letrec<{ rule: RuleNode }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie('rule'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('rule'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ not: tie('rule') }),
  ),
}));

/** What react-querybuilder does to a tree that passes through it: ids on every node. */
const withIds = <T>(tree: T): T => {
  let n = 0;
  return JSON.parse(JSON.stringify(tree), (_, value) =>
    value !== null && typeof value === 'object' && ('rules' in value || 'field' in value) ? { ...value, id: `n${n++}` } : value,
  ) as T;
};

describe('rule ↔ editor tree', () => {
  test('round trip gives back the same rule', () => {
    fc.assert(
      fc.property(rule, (r) => {
        expect(ruleOf(withIds(editorTreeOf(r)))).toEqual({ rule: r, issues: [] });
      }),
      { numRuns: 500 },
    );
  });

  test('a bare condition that gets company becomes an ordinary group', () => {
    const tree = editorTreeOf({ kind: 'trait', trait: 'plan', op: 'exists' });
    tree.rules.push(editorCondition({ kind: 'trait', trait: 'age', op: 'exists' }));
    expect(ruleOf(tree).rule).toEqual({
      all: [
        { kind: 'trait', trait: 'plan', op: 'exists' },
        { kind: 'trait', trait: 'age', op: 'exists' },
      ],
    });
  });

  test('an empty group and an unfinished condition are issues at their place, and no rule', () => {
    const tree = editorTreeOf({ all: [{ kind: 'trait', trait: 'plan', op: 'exists' }] });
    tree.rules.push({ combinator: 'any', rules: [] }, editorCondition({ kind: 'event', op: 'gte', count: 1 }));
    expect(ruleOf(tree)).toEqual({
      rule: undefined,
      issues: [
        { path: [1], reason: 'empty' },
        { path: [2], reason: 'incomplete' },
      ],
    });
  });

  test('an unknown combinator is no rule', () => {
    expect(ruleOf({ combinator: 'xor', rules: [editorCondition({ kind: 'trait', trait: 'plan', op: 'exists' })] }).rule).toBeUndefined();
  });
});
