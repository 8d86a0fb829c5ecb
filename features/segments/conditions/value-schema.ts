import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { durationSchema } from './duration';
import { parseMoment } from './moment';

/** Text that PostgreSQL can hold: no zero character, no half of a surrogate pair. */
const storable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

export const textSchema = z
  .string()
  .max(1_000)
  .refine(storable, keyed('rule.unstorableText', 'This text holds characters that cannot be stored'));
const filled = textSchema.min(1);
export const numberSchema = z.number().min(-1e15).max(1e15);
export const scalarSchema = z.union([textSchema, numberSchema, z.boolean()], {
  error: keyed('rule.value', 'Give a text, a number or true/false'),
});
export const momentSchema = z
  .string()
  .max(40)
  .refine((t) => parseMoment(t) !== undefined, 'Give an ISO date or date and time, such as 2026-03-01');
export const nameSchema = z
  .string()
  .min(1)
  .max(200)
  .refine(storable, keyed('rule.unstorableName', 'This name holds characters that cannot be stored'));

const numbers = z.tuple([numberSchema, numberSchema]).refine(([a, b]) => a <= b, 'The first number must not be above the second');
const moments = z
  .tuple([momentSchema, momentSchema])
  .refine(([a, b]) => (parseMoment(a) ?? 0) <= (parseMoment(b) ?? 0), 'The first date must not be after the second');

/** Operators on one value and what each compares with; `extra` are the fields that say where the value comes from. */
export const absoluteTests = <E extends z.ZodRawShape>(extra: E) =>
  [
    z.strictObject({ ...extra, op: z.literal(['eq', 'neq']), value: scalarSchema }),
    z.strictObject({
      ...extra,
      op: z.literal(['in', 'not_in']),
      value: z
        .array(z.union([textSchema, numberSchema]))
        .min(1)
        .max(1_000),
    }),
    z.strictObject({ ...extra, op: z.literal(['contains', 'not_contains', 'starts_with', 'ends_with']), value: filled }),
    z.strictObject({ ...extra, op: z.literal(['exists', 'not_exists', 'is_true', 'is_false']) }),
    z.strictObject({ ...extra, op: z.literal(['gt', 'gte', 'lt', 'lte']), value: numberSchema }),
    z.strictObject({
      ...extra,
      op: z.literal('between'),
      value: z.union([numbers, moments], { error: keyed('rule.pair', 'Give two numbers or two dates') }),
    }),
    z.strictObject({ ...extra, op: z.literal(['before', 'after']), value: momentSchema }),
    z.strictObject({ ...extra, op: z.literal(['includes', 'not_includes']), value: scalarSchema }),
  ] as const;

/** Operators whose answer changes by time alone. */
export const relativeTests = <E extends z.ZodRawShape>(extra: E) =>
  [z.strictObject({ ...extra, op: z.literal(['in_last', 'in_next', 'not_in_last']), value: durationSchema })] as const;

const absolute = z.discriminatedUnion('op', absoluteTests({}));
const relative = relativeTests({})[0];

export type AbsoluteTest = z.infer<typeof absolute>;
export type RelativeTest = z.infer<typeof relative>;
/** One comparison of a JSON value, as traits and event properties share it. */
export type ValueTest = AbsoluteTest | RelativeTest;
export type ValueOp = ValueTest['op'];
export type ValueType = 'string' | 'number' | 'boolean' | 'date' | 'array' | 'object';

/** The operators that make sense for each type of value, in the order the editor offers them. */
export const opsByType: Record<ValueType, readonly ValueOp[]> = {
  string: ['eq', 'neq', 'in', 'not_in', 'contains', 'not_contains', 'starts_with', 'ends_with', 'exists', 'not_exists'],
  number: ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'between', 'in', 'not_in', 'exists', 'not_exists'],
  boolean: ['is_true', 'is_false', 'exists', 'not_exists'],
  date: ['before', 'after', 'between', 'in_last', 'in_next', 'not_in_last', 'exists', 'not_exists'],
  array: ['includes', 'not_includes', 'exists', 'not_exists'],
  object: ['exists', 'not_exists'],
};
