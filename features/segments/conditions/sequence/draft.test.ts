import { expect, it } from 'vitest';
import { inPlace, moved } from './draft';

it('gives each place what it may have', () => {
  const steps = inPlace([
    { event: 'A', within: { days: 2 }, not: true },
    { event: 'B', not: true },
    { event: 'C', within: { hours: 1 }, not: true },
  ]);
  expect(steps).toEqual([{ event: 'A' }, { event: 'B', within: { days: 1 } }, { event: 'C', within: { hours: 1 }, not: true }]);
});

it('moves a step, and only where there is a place', () => {
  const steps = [{ event: 'A' }, { event: 'B', within: { hours: 3 } }];
  expect(moved(steps, 1, -1)).toEqual([{ event: 'B' }, { event: 'A', within: { days: 1 } }]);
  expect(moved(steps, 0, -1)).toEqual(steps);
  expect(moved(steps, 1, 1)).toEqual(steps);
});
