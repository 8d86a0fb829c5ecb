import { z } from 'zod';
import { nameSchema } from '../value-schema';

const kind = z.literal('identity');

/**
 * By what somebody is known: an identifier of a type (`email`, `phone`, `user_id`, `anonymous_id` or one of the company's own), a source with
 * a record of them, anything at all beyond a device's id, or how many source records were joined into them.
 */
export const identitySchema = z
  .discriminatedUnion('ask', [
    z.strictObject({ kind, ask: z.enum(['has', 'has_not']), identifier: nameSchema }),
    z.strictObject({ kind, ask: z.enum(['seen_in', 'not_seen_in']), sourceId: z.uuid() }),
    z.strictObject({ kind, ask: z.enum(['known', 'anonymous']) }),
    z.strictObject({
      kind,
      ask: z.literal('records'),
      op: z.enum(['gte', 'gt', 'lte', 'lt', 'eq', 'neq']),
      count: z.int().min(0).max(1_000_000),
    }),
  ])
  .meta({ id: 'IdentityCondition' });

export type IdentityCondition = z.infer<typeof identitySchema>;
