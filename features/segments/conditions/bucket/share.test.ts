import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { isInShare, percentOf } from './share';

it('gives a person the same place for the same name, and another for another', () => {
  const id = '0198c1de-0000-7000-8000-000000000000';
  expect(percentOf('a', id)).toBe(percentOf('a', id));
  expect(new Set(['a', 'b', 'c', 'd'].map((seed) => percentOf(seed, id))).size).toBeGreaterThan(1);
});

it('parts that touch share nobody and leave nobody out', () => {
  const parts = [0, 12.5, 33.33, 50, 100];
  for (let n = 0; n < 500; n += 1) {
    const id = randomUUID();
    const inside = parts.slice(1).filter((to, i) => isInShare('split', { from: parts[i] ?? 0, to }, id));
    expect(inside).toHaveLength(1);
  }
});

it('holds about as many as it says', () => {
  const inside = Array.from({ length: 20_000 }, (_, n) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`).filter((id) =>
    isInShare('split', { from: 10, to: 30 }, id),
  );
  expect(inside.length).toBeGreaterThan(3_700);
  expect(inside.length).toBeLessThan(4_300);
});
