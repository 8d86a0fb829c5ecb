import { z } from 'zod';
import { comparisonSchema, ordered, timesSchema } from '../event/schema';
import { eventWindowSchema } from '../event/window-schema';

/** So long without an event ends a session. */
export const SESSION_GAP_MINUTES = 30;

const base = { kind: z.literal('session'), window: eventWindowSchema.optional() };
const minutes = z.number().min(0).max(1_000_000);
const counted = { ...base, measure: z.literal('count') };
const timed = { ...base, measure: z.enum(['average_minutes', 'longest_minutes']) };

/**
 * Sessions: stretches of events of any name, ended by 30 minutes without one. Only events inside the window count, so that a session which
 * its beginning cuts is that much shorter. Without events the count is 0, and nobody fits the other measures.
 */
export const sessionSchema = z
  .union([
    z.discriminatedUnion('op', [
      z.strictObject({ ...counted, op: comparisonSchema, amount: timesSchema }),
      z.strictObject({ ...counted, op: z.literal('between'), amount: ordered(timesSchema) }),
    ]),
    z.discriminatedUnion('op', [
      z.strictObject({ ...timed, op: comparisonSchema, amount: minutes }),
      z.strictObject({ ...timed, op: z.literal('between'), amount: ordered(minutes) }),
    ]),
  ])
  .meta({ id: 'SessionCondition' });

export type SessionCondition = z.infer<typeof sessionSchema>;
