import type { ValueTest } from '../value-schema';

/** What of a person's events is measured. */
export type Measure = 'count' | 'sum' | 'average' | 'minimum' | 'maximum' | 'median' | 'distinct' | 'most_frequent' | 'latest' | 'first';

/** Measures whose result is a value of a property, not a number. */
export const valueMeasures: readonly Measure[] = ['most_frequent', 'latest', 'first'];
/** Measures that look at values one by one and in order: they sort, so they are read in a pass of their own. */
export const sortedMeasures: readonly Measure[] = ['median', 'distinct', ...valueMeasures];
/** Measures that the sum and number of a day's events answer. */
export const dailyMeasures: readonly Measure[] = ['count', 'sum', 'average'];

/** The property whose values are measured; without one it is the event's value. */
export type PropertyRef = { property: string; path?: readonly string[] | undefined };

export type CountOp = 'gte' | 'gt' | 'lte' | 'lt' | 'eq' | 'neq';

/** What the measured number (a count, or ten-thousandths), or value, must be. */
export type Check =
  | { op: CountOp; bound: number }
  | { op: 'between' | 'outside'; low: number; high: number }
  | { op: 'test'; test: ValueTest };

const opposite = { gte: 'lt', lt: 'gte', gt: 'lte', lte: 'gt', eq: 'neq', neq: 'eq', between: 'outside', outside: 'between' } as const;

/** The check that holds exactly where this one does not. @throws Error for the test of a value: whoever has none fits neither it nor its opposite. */
export function opposedCheck(check: Check): Check {
  if (check.op === 'test') throw new Error('The test of a value has no opposite');
  return 'bound' in check ? { ...check, op: opposite[check.op] } : { ...check, op: opposite[check.op] };
}

/** Sums are compared in ten-thousandths, rounded half to even, so that the order of adding floats never decides. */
export const tenThousandths = (value: number): number => roundEven(value * 10_000);

/** The nearest whole number; of two as near, the even one: as PostgreSQL rounds a float8. */
export function roundEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value) + 0;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Whether a measured number is as asked. */
export function compare(check: Exclude<Check, { op: 'test' }>, measured: number): boolean {
  switch (check.op) {
    case 'gte':
      return measured >= check.bound;
    case 'gt':
      return measured > check.bound;
    case 'lte':
      return measured <= check.bound;
    case 'lt':
      return measured < check.bound;
    case 'eq':
      return measured === check.bound;
    case 'neq':
      return measured !== check.bound;
    case 'between':
      return measured >= check.low && measured <= check.high;
    case 'outside':
      return measured < check.low || measured > check.high;
  }
}
