import { expect, it } from 'vitest';
import { makeTurns } from './turns';

const settle = () => new Promise((resolve) => setImmediate(resolve));

it('runs so many at once, the others in the order in which they came, also after a failure', async () => {
  const turns = makeTurns(2);
  const began: number[] = [];
  const ends: (() => void)[] = [];
  const results = Array.from({ length: 5 }, (_, n) =>
    turns.take(async () => {
      began.push(n);
      await new Promise<void>((resolve) => {
        ends[n] = resolve;
      });
      if (n === 1) throw new Error('failed');
      return n;
    }),
  );
  const answers = Promise.allSettled(results);
  await settle();
  expect(began).toEqual([0, 1]);
  ends[1]?.();
  await settle();
  expect(began).toEqual([0, 1, 2]);
  ends[0]?.();
  ends[2]?.();
  await settle();
  expect(began).toEqual([0, 1, 2, 3, 4]);
  ends[3]?.();
  ends[4]?.();
  expect((await answers).map((r) => (r.status === 'fulfilled' ? r.value : 'failed'))).toEqual([0, 'failed', 2, 3, 4]);
  // Nothing is left running: two more begin at once.
  const more = [turns.take(async () => 6), turns.take(async () => 7)];
  expect(await Promise.all(more)).toEqual([6, 7]);
});
