import { expect, it } from 'vitest';
import { opsByType } from '../value-ops';
import { opGroupsFor, resetTest, withOp } from './test-value';

it('offers every operator of a type, and keeps one that a saved rule uses', () => {
  expect(opGroupsFor('date', undefined).flatMap(({ ops }) => [...ops])).toEqual([...opsByType.date]);
  expect(opsByType.date).toEqual(expect.arrayContaining(['in_next', 'in_calendar', 'anniversary', 'before_last']));
  expect(opGroupsFor('number', 'contains')[0]).toEqual({ group: 'other', ops: ['contains'] });
});

it('begins a comparison with what its operator needs', () => {
  expect(withOp({ op: 'before', value: '2026-03-01' }, 'in_next').value).toEqual({ days: 30 });
  expect(withOp({ op: 'in_last', value: { days: 7 } }, 'in_next').value).toEqual({ days: 7 });
  expect(withOp({ op: 'eq' }, 'in_calendar').value).toEqual({ unit: 'month', offset: 0 });
  expect(resetTest({ op: 'in_next', value: { days: 7 } }, 'date', 'number')).toMatchObject({ op: 'eq', value: undefined });
});
