import { expect, test } from 'vitest';
import { cohortMeans } from './cohort-means';

const cell = (buyers: number, cumulative: number) => ({ buyers, net: 0, cumulative });
const cohorts = [
  { month: '2026-01', customers: 100, cells: [cell(100, 1000), cell(40, 1500), cell(1, 1510)] },
  { month: '2026-02', customers: 300, cells: [cell(300, 6000), cell(2, 6010)] },
  { month: '2026-03', customers: 50, cells: [cell(50, 100)] },
];

test('means leave out the month that goes on, as long as there is another', () => {
  expect(cohortMeans({ cohorts, lastMonth: '2026-03', partial: true })).toEqual([
    { months: 0, customers: 400, retention: 1, value: 17.5, partial: false },
    { months: 1, customers: 100, retention: 0.4, value: 15, partial: false },
    { months: 2, customers: 100, retention: 0.01, value: 15.1, partial: true },
  ]);
});

test('when the last month is over, all count', () => {
  const [, second] = cohortMeans({ cohorts, lastMonth: '2026-03', partial: false });
  expect(second).toEqual({ months: 1, customers: 400, retention: 42 / 400, value: 7510 / 400, partial: false });
});

test('no cohorts have no means', () => {
  expect(cohortMeans({ cohorts: [], lastMonth: '2026-03', partial: true })).toEqual([]);
});
