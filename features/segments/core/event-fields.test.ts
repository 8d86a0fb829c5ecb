import { expect, it } from 'vitest';
import { collectFields } from './event-fields';

it('names what lies in events, with types, shares and the parts of items', () => {
  const line = { sku: 'A', quantity: 2, size: { eu: 40 } };
  const fields = collectFields([
    {
      properties: { total: 10, when: '2026-03-01', items: [line, 'x'], cart: { id: 'c', gone: null } },
      context: { campaign: { source: 'mail' } },
    },
    { properties: { total: '10' }, context: {} },
  ]);
  expect(fields).toContainEqual({ in: 'properties', path: ['total'], type: 'number', share: 100 });
  expect(fields).toContainEqual({ in: 'properties', path: ['when'], type: 'date', share: 50 });
  expect(fields).toContainEqual({ in: 'properties', path: ['cart', 'id'], type: 'string', share: 50 });
  expect(fields).toContainEqual({ in: 'context', path: ['campaign', 'source'], type: 'string', share: 50 });
  expect(fields.find((field) => field.items)?.items).toEqual([
    { path: ['sku'], type: 'string' },
    { path: ['quantity'], type: 'number' },
    { path: ['size', 'eu'], type: 'number' },
  ]);
  expect(fields.some((field) => field.path.includes('gone'))).toBe(false);
});
