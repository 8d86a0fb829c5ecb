import { opsByType } from '../value-ops';
import type { ValueOp, ValueType } from '../value-schema';
import { defaultDuration, type TestDraft } from './drafts';

/** The shape of value an operator compares with. */
export type ValueShape = 'none' | 'one' | 'many' | 'number' | 'pair' | 'date' | 'duration' | 'pattern' | 'length' | 'period' | 'days';

const shapes: Record<ValueOp, ValueShape> = {
  eq: 'one',
  neq: 'one',
  contains: 'one',
  not_contains: 'one',
  starts_with: 'one',
  ends_with: 'one',
  includes: 'one',
  not_includes: 'one',
  in: 'many',
  not_in: 'many',
  exists: 'none',
  not_exists: 'none',
  is_true: 'none',
  is_false: 'none',
  gt: 'number',
  gte: 'number',
  lt: 'number',
  lte: 'number',
  between: 'pair',
  before: 'date',
  after: 'date',
  in_last: 'duration',
  in_next: 'duration',
  not_in_last: 'duration',
  before_last: 'duration',
  after_next: 'duration',
  matches: 'pattern',
  not_matches: 'pattern',
  empty: 'none',
  not_empty: 'none',
  not_between: 'pair',
  includes_any: 'many',
  includes_all: 'many',
  includes_none: 'many',
  length: 'length',
  in_calendar: 'period',
  not_in_calendar: 'period',
  anniversary: 'days',
};

/** Whether the answer changes by time alone: such comparisons are for traits only. */
const movesWithTime = (op: ValueOp): boolean => ['duration', 'period', 'days'].includes(shapes[op]);

export const shapeOf = (op: ValueOp): ValueShape => shapes[op];

/** The operators for a type; one that a saved rule uses stays on offer. Properties have no operators relative to now. */
export function opsFor(type: ValueType, current: ValueOp | undefined, relative: boolean): ValueOp[] {
  const ops = opsByType[type].filter((op) => relative || !movesWithTime(op));
  return current && !ops.includes(current) ? [current, ...ops] : ops;
}

/** The same comparison with another operator: the value is kept where it still fits. */
export function withOp(test: TestDraft, op: ValueOp): TestDraft {
  const shape = shapes[op];
  if (test.op && shapes[test.op] === shape) return { op, value: test.value };
  if (shape === 'duration') return { op, value: defaultDuration };
  if (shape === 'many' && (typeof test.value === 'string' || typeof test.value === 'number') && test.value !== '')
    return { op, value: [test.value] };
  if (shape === 'one' && Array.isArray(test.value) && test.value.length === 1) return { op, value: test.value[0] };
  return { op, value: undefined };
}

/** What to change of a comparison when the value's type becomes another one. */
export function resetTest(test: TestDraft, from: ValueType, to: ValueType): TestDraft {
  if (from === to && test.op) return { op: test.op, value: test.value };
  const [first = 'exists'] = opsByType[to];
  return { op: first, value: undefined };
}
