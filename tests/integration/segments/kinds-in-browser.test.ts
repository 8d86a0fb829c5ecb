import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { conditionSchemas } from '@/features/segments/conditions/schemas';
import { kindCases } from '@/tests/e2e/support/segment-kinds';

type Menu = Record<string, { label?: string }>;
const { menu } = (JSON.parse(readFileSync('messages/en/segments.json', 'utf8')) as { menu: Menu }) ?? {};

test('every kind of condition is built, met, left and explained in the browser', () => {
  expect(Object.keys(kindCases).sort()).toEqual(Object.keys(conditionSchemas).sort());
});

test.each(Object.entries(kindCases))('%s is begun from one line of the menu', (_, one) => {
  const labels = Object.values(menu).flatMap((line) => line.label ?? []);
  expect(labels.filter((label) => label.startsWith(one.menu))).toHaveLength(1);
});
