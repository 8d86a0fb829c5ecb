import { describe, expect, it } from 'vitest';
import type { EventFact } from '../types';
import type { Measure } from './measure';
import { measured } from './measure-value';

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const event = (n: number, properties: Record<string, unknown>, value: number | null = null): EventFact =>
  ({ id: `e${n}`, name: 'Order', type: 'track', occurredAt: at(n), value, properties, context: {} }) as unknown as EventFact;
const withProperty = (values: unknown[]) => values.map((amount, i) => event(i + 1, { amount }));
const withValue = (values: (number | null)[]) => values.map((value, i) => event(i + 1, {}, value));
const ofAmount = (measure: Measure, values: unknown[]) => measured(measure, { property: 'amount' }, withProperty(values));
const ofValue = (measure: Measure, values: (number | null)[]) => measured(measure, undefined, withValue(values));

describe('numbers of a property, in ten-thousandths', () => {
  it.each([
    ['sum', [1, 2.5, '3', 'x', true, null], 65_000],
    ['sum', ['0.00005', 0.00004], 1],
    ['sum', ['-0.00005', '-12.5'], -125_001],
    ['sum', ['1.23454', '1.23455', '1.234549'], 37_036],
    ['sum', ['12 apples', 'a12', '.5', '5.', '--1'], 0],
    ['sum', [], 0],
    ['average', [1, 2], 15_000],
    ['average', ['0.0001', '0.0002'], 2],
    ['average', ['-0.0001', '-0.0002'], -2],
    ['average', [10, 20, 20], 166_667],
    ['average', ['none'], undefined],
    ['minimum', [10, 9, '-3', 100], -30_000],
    ['maximum', [10, 9, '-3', 100], 1_000_000],
    ['maximum', ['none'], undefined],
    ['median', [10, 9, 100], 100_000],
    ['median', [100, 9, 10, 20], 150_000],
    ['median', [3], 30_000],
  ] as [Measure, unknown[], number | undefined][])('%s of %j is %j', (measure, values, wanted) => {
    expect(ofAmount(measure, values)).toBe(wanted);
  });
});

describe('values of events', () => {
  it.each([
    ['count', [1, null, 3], 3],
    ['sum', [1, null, 2.5], 35_000],
    ['average', [1, null, 2], 10_000],
    ['average', [], undefined],
    ['minimum', [4, null, 2], 20_000],
    ['maximum', [4, null, 2], 40_000],
    ['minimum', [null], undefined],
    ['median', [4, null, 2], 30_000],
    ['median', [10, 9, 100], 100_000],
    ['median', [null], undefined],
  ] as [Measure, (number | null)[], number | undefined][])('%s of %j is %j', (measure, values, wanted) => {
    expect(ofValue(measure, values)).toBe(wanted);
  });
});

describe('values of a property', () => {
  const picked = (measure: Measure, values: unknown[]) => ofAmount(measure, values) as { value: unknown } | number | undefined;

  it('counts each once, a text that looks like a number apart from the number', () => {
    expect(picked('distinct', ['a', 'a', 'b', 1, '1', 1, true, null, {}])).toBe(50_000);
    expect(picked('distinct', [null, {}])).toBeUndefined();
  });

  it('takes the most frequent, of as many the one first in order', () => {
    expect(picked('most_frequent', ['b', 'a', 'b', 'a', 'c'])).toMatchObject({ value: 'a' });
    expect(picked('most_frequent', ['c', 'b', 'b'])).toMatchObject({ value: 'b' });
    expect(picked('most_frequent', [2, '2', 2])).toMatchObject({ value: 2 });
    expect(picked('most_frequent', [{}])).toBeUndefined();
  });

  it('takes the first and the latest by the moment, whatever order they are told in, and by id within a moment', () => {
    const told = [event(2, { amount: 'two' }), event(3, { amount: 'three' }), event(1, { amount: 'one' })];
    expect(measured('first', { property: 'amount' }, told)).toMatchObject({ value: 'one' });
    expect(measured('latest', { property: 'amount' }, told)).toMatchObject({ value: 'three' });
    const together = ['b', 'c', 'a'].map((id) => ({ ...event(1, { amount: id }), id }));
    expect(measured('first', { property: 'amount' }, together)).toMatchObject({ value: 'a' });
    expect(measured('latest', { property: 'amount' }, together)).toMatchObject({ value: 'c' });
  });

  it('reads inside objects', () => {
    const nested = [event(1, { cart: { total: 5 } }), event(2, { cart: { total: 7 } })];
    expect(measured('sum', { property: 'cart', path: ['total'] }, nested)).toBe(120_000);
  });
});
