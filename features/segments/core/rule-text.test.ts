import { expect, test } from 'vitest';
import type { RuleNode } from '../schema';
import { newSegmentHref, ruleFromText } from './rule-text';

const rule: RuleNode = {
  all: [
    { kind: 'event', event: 'Order “&=%” Completed', op: 'gte', count: 2, window: { from: '2026-01-01', to: '2026-01-31' } },
    { kind: 'trait', trait: 'x', op: 'gte', value: 0.1 + 0.2 },
  ],
};

test('a rule comes back from the address as it was', () => {
  const params = new URL(newSegmentHref(rule, 'A & b'), 'http://x').searchParams;
  expect(ruleFromText(params.get('rule') ?? '')).toEqual(rule);
  expect(params.get('name')).toBe('A & b');
});

test.each(['', '{', '{}', '{"all":[]}', '{"kind":"trait","trait":"x","op":"unknown"}', '[]'])('%s is no rule', (text) => {
  expect(ruleFromText(text)).toBeUndefined();
});
