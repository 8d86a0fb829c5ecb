import { opGroupsByType, opsByType } from '../value-ops';
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
  includes_any: 'many',
  includes_all: 'many',
  includes_none: 'many',
  exists: 'none',
  not_exists: 'none',
  empty: 'none',
  not_empty: 'none',
  is_true: 'none',
  is_false: 'none',
  matches: 'pattern',
  not_matches: 'pattern',
  gt: 'number',
  gte: 'number',
  lt: 'number',
  lte: 'number',
  between: 'pair',
  not_between: 'pair',
  length: 'length',
  before: 'date',
  after: 'date',
  in_last: 'duration',
  in_next: 'duration',
  not_in_last: 'duration',
  before_last: 'duration',
  after_next: 'duration',
  in_calendar: 'period',
  not_in_calendar: 'period',
  anniversary: 'days',
};

/** What an operator begins with, where there is something sensible. */
const beginnings: Partial<Record<ValueShape, unknown>> = {
  duration: defaultDuration,
  period: { unit: 'month', offset: 0 },
  days: { days: 0 },
  length: { op: 'gte', n: 1 },
};

export const shapeOf = (op: ValueOp): ValueShape => shapes[op];

/** The operators for a type, in groups; one that a saved rule uses stays on offer. */
export function opGroupsFor(type: ValueType, current: ValueOp | undefined) {
  const groups = opGroupsByType[type];
  if (!current || groups.some(({ ops }) => ops.includes(current))) return groups;
  return [{ group: 'other' as const, ops: [current] }, ...groups];
}

const foldable: readonly ValueOp[] = [
  ...(['eq', 'neq', 'in', 'not_in', 'contains', 'not_contains', 'starts_with', 'ends_with'] as const),
  ...(['includes', 'not_includes', 'includes_any', 'includes_all', 'includes_none'] as const),
];

/** Whether case and accents may be ignored: where texts are compared with each other. */
export const mayFold = ({ op, value }: TestDraft, type: ValueType): boolean =>
  op !== undefined &&
  foldable.includes(op) &&
  (type === 'string' || type === 'array') &&
  typeof value !== 'number' &&
  typeof value !== 'boolean';

/** Whether something can be said of people without the value. */
export const mayMiss = (op: ValueOp | undefined): boolean => op !== undefined && op !== 'exists' && op !== 'not_exists';

/** What holds beside the value and stays when the operator changes. */
const kept = ({ fold, missing }: TestDraft, op: ValueOp): TestDraft => ({
  fold: foldable.includes(op) ? fold : undefined,
  missing: mayMiss(op) ? missing : undefined,
});

/** The same comparison with another operator: the value is kept where it still fits. */
export function withOp(test: TestDraft, op: ValueOp): TestDraft {
  return { op, value: valueFor(test, op), ...kept(test, op) };
}

function valueFor({ op: before, value }: TestDraft, op: ValueOp): unknown {
  const shape = shapes[op];
  if (before && shapes[before] === shape && value !== undefined) return value;
  const single = typeof value === 'string' || typeof value === 'number';
  if (shape === 'many' && single && value !== '') return [value];
  if (shape === 'one' && Array.isArray(value) && value.length === 1) return value[0];
  if (shape === 'pattern' && typeof value === 'string') return value;
  return beginnings[shape];
}

/** What to change of a comparison when the value's type becomes another one; what is undefined is to be dropped. */
export function resetTest(test: TestDraft, from: ValueType, to: ValueType): TestDraft {
  if (from === to && test.op) return { op: test.op, value: test.value, ...kept(test, test.op) };
  const [first = 'exists'] = opsByType[to];
  return { op: first, value: beginnings[shapes[first]], ...kept({}, first) };
}
