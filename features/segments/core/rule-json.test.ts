import { expect, test } from 'vitest';
import { editorTreeOf } from './editor-tree';
import { jsonOf, readRule } from './rule-json';

const rule = {
  all: [
    { kind: 'trait', trait: 'country', op: 'eq', value: 'DE' },
    { not: { any: [{ kind: 'event', event: 'Order Completed', op: 'gte', count: 1 }] } },
  ],
} as const;

test('what is copied can be pasted', () => {
  expect(readRule(JSON.stringify(rule))).toEqual({ rule });
  expect(readRule(jsonOf(editorTreeOf(rule as never)))).toEqual({ rule });
});

test('what is wrong is said with its place', () => {
  expect(readRule('{"all":[\n  {"kind":"trait",}]}')).toEqual({ syntax: { line: 2, column: 19 } });
  const wrong = { all: [rule.all[0], { kind: 'event', event: 'A', op: 'gte', count: -1 }] };
  expect(readRule(JSON.stringify(wrong))).toMatchObject({ faults: [{ path: 'all[1].count' }] });
  expect(readRule('{"kind":"astrology"}')).toMatchObject({ faults: [{ path: 'kind' }] });
  expect(readRule('[]')).toMatchObject({ faults: [{ path: '' }] });
});

test('an unfinished condition is copied as it is, and refused when pasted', () => {
  const text = jsonOf({ combinator: 'any', rules: [{ field: 'trait', operator: '', value: { kind: 'trait', op: 'eq' } }] });
  expect(JSON.parse(text)).toEqual({ any: [{ kind: 'trait', op: 'eq' }] });
  expect(readRule(text)).toMatchObject({ faults: [{ path: 'any[0].trait' }, { path: 'any[0].value' }] });
});
