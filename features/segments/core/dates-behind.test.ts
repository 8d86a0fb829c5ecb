import { expect, it } from 'vitest';
import type { Condition } from '../conditions/schemas';
import { datesBehind } from './dates-behind';

const soon = { op: 'in_next', value: { days: 7 } } as const;

it('names every date that is compared with now, wherever it lies', () => {
  const where: Condition = {
    kind: 'event',
    event: 'Booked',
    op: 'gte',
    count: 1,
    window: { sinceTrait: { trait: 'renewal' } },
    where: [
      { property: 'check_in', ...soon },
      { property: 'price', op: 'gt', value: 1 },
      { property: 'rooms', path: ['all'], some: [{ property: 'free', path: ['from'], ...soon }] },
    ],
  };
  expect(datesBehind(where)).toEqual([
    { trait: 'renewal' },
    { property: 'check_in', path: [] },
    { property: 'rooms', path: ['all', 'free', 'from'] },
  ]);
  expect(datesBehind({ kind: 'event', event: 'Booked', measure: 'latest', of: { property: 'check_in' }, test: soon })).toEqual([
    { property: 'check_in' },
  ]);
  const step = { event: 'Booked', where: [{ property: 'check_in', ...soon }] };
  expect(datesBehind({ kind: 'sequence', steps: [step, { event: 'Paid', within: { days: 1 } }] })).toEqual([
    { property: 'check_in', path: [] },
  ]);
  expect(datesBehind({ kind: 'trait', trait: 'renewal', ...soon })).toEqual([{ trait: 'renewal' }]);
  expect(datesBehind({ kind: 'trait', trait: 'renewal', op: 'exists' })).toEqual([]);
});
