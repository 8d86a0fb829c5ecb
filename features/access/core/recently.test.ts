import { expect, it } from 'vitest';
import { recently } from './recently';

it('knows a key for a while, and forgets the oldest when there are too many', () => {
  const { isNew } = recently(100, 2);
  expect([isNew('a', 0), isNew('a', 99), isNew('a', 100)]).toEqual([true, false, true]);
  expect([isNew('b', 100), isNew('c', 100), isNew('a', 101)]).toEqual([true, true, true]);
  expect(isNew('c', 101)).toBe(false);
});
