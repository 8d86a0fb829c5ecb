import { expect, test } from 'vitest';
import { atMost } from './at-most';

test('what comes while enough is in hand is not begun, and what comes later is', async () => {
  const few = atMost(2);
  const ends: (() => void)[] = [];
  const work = () => new Promise<string>((resolve) => ends.push(() => resolve('done')));
  const all = [1, 2, 3, 4].map(() => few(work));
  expect(ends).toHaveLength(2);
  for (const end of ends) end();
  expect(await Promise.all(all)).toEqual(['done', 'done', undefined, undefined]);
  expect(await few(async () => 'later')).toBe('later');
});

test('work that fails makes room, too', async () => {
  const one = atMost(1);
  await expect(one(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await one(async () => 1)).toBe(1);
});
