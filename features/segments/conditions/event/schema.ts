import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { durationMs, durationSchema } from '../duration';
import { momentEnd, momentStart } from '../moment';
import { absoluteTests, momentSchema, nameSchema, numberSchema } from '../value-schema';

const offsets = z.strictObject({ from: durationSchema, to: durationSchema }).refine((b) => durationMs(b.from) > durationMs(b.to), {
  path: ['from'],
  message: keyed('rule.windowOrder', 'The window must begin before it ends: give a longer time ago'),
});

const absolute = z
  .strictObject({ from: momentSchema.optional(), to: momentSchema.optional() })
  .refine((w) => w.from !== undefined || w.to !== undefined, keyed('rule.windowBounds', 'Give from, to, or both'))
  .refine((w) => w.from === undefined || w.to === undefined || momentStart(w.from) < momentEnd(w.to), {
    path: ['to'],
    message: keyed('rule.windowEnd', 'The window must end after it begins'),
  });

/** Rolling (`last`), absolute (`from` included, `to` excluded unless it is a whole day), or between two times ago. */
export const windowSchema = z.union([z.strictObject({ last: durationSchema }), z.strictObject({ between: offsets }), absolute]);

export const propertyFilterSchema = z.discriminatedUnion('op', absoluteTests({ property: nameSchema }));

const base = {
  kind: z.literal('event'),
  /** Name of the event; `*` is every event. */
  event: nameSchema,
  op: z.enum(['gte', 'gt', 'lte', 'lt', 'eq', 'neq']),
  window: windowSchema.optional(),
  where: z.array(propertyFilterSchema).min(1).max(20).optional(),
};
const counted = z.strictObject({ ...base, measure: z.literal('count').optional(), count: z.int().min(0).max(1_000_000) });
const summed = z.strictObject({ ...base, measure: z.literal('sum'), amount: numberSchema });

/** How often an event was performed, or what its values add up to, up to now. Never performed is `op: "eq", count: 0`. */
export const eventSchema = z.discriminatedUnion('measure', [counted, summed]).meta({ id: 'EventCondition' });

export type EventCondition = z.infer<typeof eventSchema>;
export type EventWindow = z.infer<typeof windowSchema>;
export type PropertyFilter = z.infer<typeof propertyFilterSchema>;
