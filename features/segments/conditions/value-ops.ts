import type { ValueOp, ValueType } from './value-schema';

const presence = ['exists', 'not_exists'] as const;
const filled = ['empty', 'not_empty'] as const;

/** The operators that make sense for each type of value, in groups, in the order the editor offers them. */
export const opGroupsByType: Record<ValueType, readonly { group: OpGroup; ops: readonly ValueOp[] }[]> = {
  string: [
    { group: 'equal', ops: ['eq', 'neq', 'in', 'not_in'] },
    { group: 'text', ops: ['contains', 'not_contains', 'starts_with', 'ends_with', 'matches', 'not_matches'] },
    { group: 'presence', ops: [...filled, ...presence] },
  ],
  number: [
    { group: 'equal', ops: ['eq', 'neq', 'in', 'not_in'] },
    { group: 'number', ops: ['gt', 'gte', 'lt', 'lte', 'between', 'not_between'] },
    { group: 'presence', ops: presence },
  ],
  boolean: [
    { group: 'equal', ops: ['is_true', 'is_false'] },
    { group: 'presence', ops: presence },
  ],
  date: [
    { group: 'date', ops: ['before', 'after', 'between', 'not_between'] },
    { group: 'calendar', ops: ['in_calendar', 'not_in_calendar', 'anniversary'] },
    { group: 'rolling', ops: ['in_last', 'not_in_last', 'before_last', 'in_next', 'after_next'] },
    { group: 'presence', ops: presence },
  ],
  array: [
    { group: 'list', ops: ['includes', 'not_includes', 'includes_any', 'includes_all', 'includes_none', 'length'] },
    { group: 'presence', ops: [...filled, ...presence] },
  ],
  object: [{ group: 'presence', ops: [...filled, ...presence] }],
};

export type OpGroup = 'equal' | 'text' | 'number' | 'date' | 'calendar' | 'rolling' | 'list' | 'presence';

const opsOf = (type: ValueType): ValueOp[] => opGroupsByType[type].flatMap(({ ops }) => [...ops]);
/** The operators that make sense for each type of value. */
export const opsByType: Record<ValueType, readonly ValueOp[]> = {
  string: opsOf('string'),
  number: opsOf('number'),
  boolean: opsOf('boolean'),
  date: opsOf('date'),
  array: opsOf('array'),
  object: opsOf('object'),
};

/** The operators whose answer depends on the time zone of the person. */
export const isZoned = (op: ValueOp): op is 'in_calendar' | 'not_in_calendar' | 'anniversary' =>
  op === 'in_calendar' || op === 'not_in_calendar' || op === 'anniversary';

/** The operators that people or events without the value fit, unless `missing` says otherwise. */
const fitMissing: readonly ValueOp[] = ['neq', 'not_in', 'not_contains', 'not_matches', 'not_includes', 'includes_none', 'not_exists'];

/** Whether a comparison includes whoever lacks the value. */
export const includesMissing = (test: { op: ValueOp; missing?: 'include' | 'exclude' | undefined }): boolean =>
  test.missing ? test.missing === 'include' : fitMissing.includes(test.op);
