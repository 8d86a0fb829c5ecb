import { z } from 'zod';
import { issueSaid, keyed } from '@/lib/said-of-issue';
import { durationSchema } from './duration';
import { parseMoment } from './moment';
import { patternFaults, readPattern } from './pattern';
import { periodUnits } from './period';

/** Farthest period of a calendar condition, counted from now. */
const MAX_PERIODS = 400;

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
  // What is built on a moment need not be asked when there is none.
  .refine((t) => parseMoment(t) !== undefined, { message: 'Give an ISO date or date and time, such as 2026-03-01', abort: true });
export const nameSchema = z
  .string()
  .min(1)
  .max(200)
  .refine(storable, keyed('rule.unstorableName', 'This name holds characters that cannot be stored'));

const numbers = z.tuple([numberSchema, numberSchema]).refine(([a, b]) => a <= b, 'The first number must not be above the second');
const moments = z
  .tuple([momentSchema, momentSchema])
  .refine(([a, b]) => (parseMoment(a) ?? 0) <= (parseMoment(b) ?? 0), 'The first date must not be after the second');

/** A pattern of the part of regular expressions that is read alike everywhere and matched in linear time. */
export const patternSchema = filled.superRefine((text, ctx) => {
  const pattern = readPattern(text);
  if (!pattern.ok)
    ctx.addIssue(
      issueSaid([], {
        message: `${patternFaults[pattern.fault]} (character ${pattern.at + 1})`,
        key: `rule.pattern.${pattern.fault}`,
        values: { at: pattern.at + 1 },
      }),
    );
});

const periodSchema = z.strictObject({ unit: z.enum(periodUnits), offset: z.int().min(-MAX_PERIODS).max(MAX_PERIODS) });

/** Said of a missing value, in place of what the operator would say. */
const missing = { missing: z.enum(['include', 'exclude']).optional() };
/** Text is compared without regard to case and accents. */
const fold = { fold: z.literal(true).optional() };
const scalars = z.array(scalarSchema).min(1).max(1_000);

/** Operators on one value and what each compares with; `extra` are the fields that say where the value comes from. */
export const absoluteTests = <E extends z.ZodRawShape>(extra: E) => {
  const of = { ...extra, ...missing };
  return [
    z.strictObject({ ...of, ...fold, op: z.literal(['eq', 'neq']), value: scalarSchema }),
    z.strictObject({
      ...of,
      ...fold,
      op: z.literal(['in', 'not_in']),
      value: z
        .array(z.union([textSchema, numberSchema]))
        .min(1)
        .max(1_000),
    }),
    z.strictObject({ ...of, ...fold, op: z.literal(['contains', 'not_contains', 'starts_with', 'ends_with']), value: filled }),
    z.strictObject({ ...of, op: z.literal(['matches', 'not_matches']), value: patternSchema }),
    z.strictObject({ ...extra, op: z.literal(['exists', 'not_exists']) }),
    z.strictObject({ ...of, op: z.literal(['is_true', 'is_false', 'empty', 'not_empty']) }),
    z.strictObject({ ...of, op: z.literal(['gt', 'gte', 'lt', 'lte']), value: numberSchema }),
    z.strictObject({
      ...of,
      op: z.literal(['between', 'not_between']),
      value: z.union([numbers, moments], { error: keyed('rule.pair', 'Give two numbers or two dates') }),
    }),
    z.strictObject({ ...of, op: z.literal(['before', 'after']), value: momentSchema }),
    z.strictObject({ ...of, ...fold, op: z.literal(['includes', 'not_includes']), value: scalarSchema }),
    z.strictObject({ ...of, ...fold, op: z.literal(['includes_any', 'includes_all', 'includes_none']), value: scalars }),
    z.strictObject({
      ...of,
      op: z.literal('length'),
      value: z.strictObject({ op: z.enum(['eq', 'neq', 'gt', 'gte', 'lt', 'lte']), n: z.int().min(0).max(1_000_000) }),
    }),
  ] as const;
};

/** Operators whose answer changes by time alone. */
export const relativeTests = <E extends z.ZodRawShape>(extra: E) => {
  const of = { ...extra, ...missing };
  return [
    z.strictObject({ ...of, op: z.literal(['in_last', 'in_next', 'not_in_last', 'before_last', 'after_next']), value: durationSchema }),
    z.strictObject({ ...of, op: z.literal(['in_calendar', 'not_in_calendar']), value: periodSchema }),
    z.strictObject({ ...of, op: z.literal('anniversary'), value: z.strictObject({ days: z.int().min(0).max(366) }) }),
  ] as const;
};

const absolute = z.discriminatedUnion('op', absoluteTests({}));
const relative = z.discriminatedUnion('op', relativeTests({}));

export type AbsoluteTest = z.infer<typeof absolute>;
export type RelativeTest = z.infer<typeof relative>;
/** One comparison of a JSON value, as traits and event properties share it. */
export type ValueTest = AbsoluteTest | RelativeTest;
export type ValueOp = ValueTest['op'];
export type ValueType = 'string' | 'number' | 'boolean' | 'date' | 'array' | 'object';

/** The way into an object, by names. */
export const pathSchema = z.array(nameSchema).min(1).max(5);
/** The same as JSON in an address. */
export const valuePathQuery = z
  .string()
  .max(2_000)
  .transform((text, ctx): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      ctx.addIssue({ code: 'custom', message: 'Give the names as a JSON list' });
      return z.NEVER;
    }
  })
  .pipe(pathSchema);
