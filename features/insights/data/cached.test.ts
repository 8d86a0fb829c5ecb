import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { cached } from './cached';

it('asks once for all who ask meanwhile, and anew after a failure however long it took', async () => {
  let asked = 0;
  const failing = async () => {
    asked += 1;
    await sleep(450);
    throw new Error('time is up');
  };
  const both = await Promise.allSettled([cached('a', failing), cached('a', failing)]);
  expect([asked, ...both.map(({ status }) => status)]).toEqual([1, 'rejected', 'rejected']);
  await expect(cached('a', async () => 'well')).resolves.toBe('well');
});

it('keeps what took long', async () => {
  let asked = 0;
  const slow = async () => {
    asked += 1;
    await sleep(450);
    return asked;
  };
  expect([await cached('b', slow), await cached('b', slow)]).toEqual([1, 1]);
});
