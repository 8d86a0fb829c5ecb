import { expect, it } from 'vitest';
import type { FindContext } from '../find-context';
import { findRank } from './find';
import type { RankCondition } from './schema';

const condition = { kind: 'rank', trait: 'income', op: 'between', unit: 'percent', value: [25, 75] } as RankCondition;
const limits = Array.from({ length: 99 }, (_, k) => 1_000 * (k + 1));
const findingOf = async (people: number) => {
  const cuts = { version: 3, at: new Date('2026-03-01T02:37:00Z'), people, limits };
  const context = { person: { traits: { income: 50_500 }, columns: {} }, catalogue: { cutPoints: new Map([['income', cuts]]) } };
  return findRank(condition, context as unknown as FindContext);
};

it('does not show the limits of so few people that each is known to be the value of one of them', async () => {
  expect(await findingOf(20)).toMatchObject({ low: 25_000, high: 75_000, percentile: 50, stamp: { people: 20, few: false } });
  expect(await findingOf(19)).toMatchObject({ low: null, high: null, percentile: 50, stamp: { people: 19, few: true } });
});
