import { expect, it } from 'vitest';
import type { RuleNode } from '../schema';
import { isLittle, minutesOf, topParts } from './cost';
import { nodeAt } from './node-at';

const a: RuleNode = { kind: 'trait', trait: 'a', op: 'exists' };
const b: RuleNode = { kind: 'trait', trait: 'b', op: 'exists' };

it('names the parts at the top with their paths, through negations and groups of one', () => {
  const paths = (rule: RuleNode) => topParts(rule).map(({ path }) => path);
  expect(paths(a)).toEqual(['rule']);
  expect(paths({ all: [a, { any: [a, b] }] })).toEqual(['rule.all[0]', 'rule.all[1]']);
  expect(paths({ not: { any: [a, b] } })).toEqual(['rule.not.any[0]', 'rule.not.any[1]']);
  expect(paths({ all: [{ any: [b, a] }] })).toEqual(['rule.all[0].any[0]', 'rule.all[0].any[1]']);
});

it('finds each of these parts again by its path', () => {
  const rule: RuleNode = { not: { all: [{ any: [b, a] }, { not: { all: [a, b] } }] } };
  for (const { path, node } of topParts(rule)) expect(nodeAt(rule, path)).toBe(node);
  expect(nodeAt(rule, 'rule.not.all[1].not.all[1]')).toBe(b);
  expect(nodeAt(rule, 'rule')).toBe(rule);
  expect(nodeAt(rule, 'rule.any[3].all[0]')).toBeUndefined();
});

it('asks nothing of little data, and the more the higher the limit', () => {
  expect(isLittle(5_000, 900)).toBe(true);
  expect(isLittle(500_000, 900)).toBe(false);
  expect(isLittle(500_000, 90_000)).toBe(true);
});

it('says minutes in whole numbers where that is enough, and never none', () => {
  expect([0.01, 30, 90, 599, 3_700].map(minutesOf)).toEqual([0.1, 0.5, 1.5, 10, 62]);
});
