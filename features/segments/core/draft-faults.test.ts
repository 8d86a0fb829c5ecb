import { expect, test } from 'vitest';
import { faultsOf, treeFaults } from './draft-faults';
import { type Draft, editorCondition } from './editor-tree';

const named = (draft: Draft) => faultsOf(draft).map(({ path, said }) => [path.join('.'), said?.key ?? said?.message ?? 'missing']);

test('an untouched condition lacks what it asks about', () => {
  expect(named({ kind: 'trait', op: 'eq' })).toEqual([
    ['trait', 'missing'],
    ['value', 'missing'],
  ]);
  expect(named({ kind: 'event', op: 'gte', count: 1 })).toEqual([['event', 'missing']]);
  expect(named({ kind: 'segment', op: 'in' })).toEqual([['segmentId', 'missing']]);
  expect(named({ kind: 'segment', op: 'entered_within', segmentId: '0198c1de-0000-7000-8000-000000000000', within: {} })).toEqual([
    ['within', 'missing'],
  ]);
  expect(named({ kind: 'consent', op: 'granted', channel: 'email' })).toEqual([['purpose', 'missing']]);
});

test('filters, steps and lengths of time are named by their place', () => {
  const where = [{ property: 'sku', op: 'eq', value: 'X' }, { op: 'eq' }];
  expect(named({ kind: 'event', event: 'Order', op: 'gte', count: 1, where, window: { last: {} } })).toEqual([
    ['window.last', 'missing'],
    ['where.1.property', 'missing'],
    ['where.1.value', 'missing'],
  ]);
  expect(named({ kind: 'sequence', steps: [{ event: 'A' }, { within: { days: 1 } }] })).toEqual([['steps.1.event', 'missing']]);
  const some = [{ property: 'sku', op: 'eq' }];
  expect(named({ kind: 'event', event: 'Order', op: 'gte', count: 1, where: [{ property: 'products', some }] })).toEqual([
    ['where.0.some.0.value', 'missing'],
  ]);
});

test('what is there but wrong is said', () => {
  expect(named({ kind: 'event', event: 'Order', op: 'between', count: [3, 1] })).toEqual([['count', 'rule.pairOrder']]);
  expect(named({ kind: 'event', event: 'Order', op: 'between', count: [3, undefined] })).toEqual([['count.1', 'missing']]);
  expect(named({ kind: 'trait', trait: 'age', op: 'matches', value: '(' })).toEqual([['value', 'rule.pattern.empty']]);
});

test('a tree names empty groups and conditions in reading order, and nothing of a complete rule', () => {
  const complete = editorCondition({ kind: 'trait', trait: 'country', op: 'eq', value: 'DE' });
  const bare = editorCondition({ kind: 'list', op: 'in' });
  expect(treeFaults({ combinator: 'all', rules: [complete] })).toEqual([]);
  const inner = { combinator: 'any', rules: [complete, bare] };
  const tree = { combinator: 'all', rules: [complete, inner, { combinator: 'any', rules: [] }] };
  expect(treeFaults(tree).map(({ at, faults }) => [at, faults.map(({ path }) => path)])).toEqual([
    [[1, 1], [['listId']]],
    [[2], []],
  ]);
});
