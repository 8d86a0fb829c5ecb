import { expect, test } from 'vitest';
import { nodeSchema } from '@/features/segments/schema';
import { figureRule } from './figure-rule';
import { readFigure, writeFigure } from './figures';

const texts = [
  'customers',
  'repeat',
  'refunded',
  'traded',
  'ordered:2026-03',
  'moved:2026-03-04',
  'cohort:2026-03',
  'cohort:2026-03:4',
  'retained:2026-03:12',
  'source',
  'source:',
  'source:Till: the “first”',
  'value:0:100',
  'value::2.5',
  'historic:12.3:',
  'risk:0.8:1:closed',
  'risk::',
  'rfm:5:1',
];

test.each(texts)('%s is read, written back the same, and has a rule', (text) => {
  const figure = readFigure(text);
  expect(figure).toBeDefined();
  if (!figure) return;
  expect(writeFigure(figure)).toBe(text);
  const rule = figureRule(figure, {
    period: { from: '2026-03-02', to: '2027-04-30' },
    segmentId: '8d0f5a0e-3a52-4d6a-9b0b-0c1f4a2f6a11',
    riskTrait: 'no_purchase_probability_30d',
    otherCurrencies: ['EUR', 'eur'],
  });
  expect(nodeSchema.safeParse(rule).error?.issues ?? []).toEqual([]);
});

test.each([
  '',
  'everyone',
  'customers:1',
  'ordered',
  'ordered:2026-13',
  'ordered:2026-02-30x',
  'cohort:26-03',
  'cohort:2026-03:x',
  'retained:2026-03',
  'value:a:b',
  'risk:1e999:2',
  'rfm:6:1',
  'rfm:1',
])('%s is no figure', (text) => {
  expect(readFigure(text)).toBeUndefined();
});
