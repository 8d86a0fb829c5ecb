import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { absoluteTests, nameSchema, numberSchema, relativeTests } from '../value-schema';
import { filtersSchema } from './filter-schema';
import { eventWindowSchema } from './window-schema';

const base = {
  kind: z.literal('event'),
  /** Name of the event; `*` is every event. */
  event: nameSchema,
  window: eventWindowSchema.optional(),
  where: filtersSchema.optional(),
};
/** The property whose values are measured; `path` goes into objects. */
export const propertyRefSchema = z.strictObject({ property: nameSchema, path: z.array(nameSchema).min(1).max(5).optional() });

export const comparisonSchema = z.enum(['gte', 'gt', 'lte', 'lt', 'eq', 'neq']);
/** Two numbers of which the first is not above the second. */
export const ordered = (number: z.ZodNumber | z.ZodInt) =>
  z.tuple([number, number]).refine(([a, b]) => a <= b, keyed('rule.pairOrder', 'The first number must not be above the second'));
export const timesSchema = z.int().min(0).max(1_000_000);

const counted = { ...base, measure: z.literal('count').optional() };
const added = { ...base, measure: z.enum(['sum', 'average', 'minimum', 'maximum', 'median']), of: propertyRefSchema.optional() };
const distinct = { ...base, measure: z.literal('distinct'), of: propertyRefSchema };
const chosen = { ...base, measure: z.enum(['most_frequent', 'latest', 'first']), of: propertyRefSchema };

/**
 * How often an event was performed, or what its values say, up to now. Never performed is `op: "eq", count: 0`. Without `of` the event's own
 * value is measured. Without events a count and a sum are 0; nobody fits another measure without a value, whatever the operator.
 */
export const eventSchema = z
  .union([
    z.discriminatedUnion('op', [
      z.strictObject({ ...counted, op: comparisonSchema, count: timesSchema }),
      z.strictObject({ ...counted, op: z.literal('between'), count: ordered(timesSchema) }),
    ]),
    z.discriminatedUnion('op', [
      z.strictObject({ ...added, op: comparisonSchema, amount: numberSchema }),
      z.strictObject({ ...added, op: z.literal('between'), amount: ordered(numberSchema) }),
    ]),
    z.discriminatedUnion('op', [
      z.strictObject({ ...distinct, op: comparisonSchema, amount: numberSchema }),
      z.strictObject({ ...distinct, op: z.literal('between'), amount: ordered(numberSchema) }),
    ]),
    z.strictObject({ ...chosen, test: z.discriminatedUnion('op', [...absoluteTests({}), ...relativeTests({})]) }),
  ])
  .meta({ id: 'EventCondition' });

export type EventCondition = z.infer<typeof eventSchema>;
