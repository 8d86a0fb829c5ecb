import { z } from 'zod';
import { nameSchema } from '../value-schema';

/** Whether the person may be contacted for this purpose on this channel, by the same meaning as every exit. */
export const consentSchema = z
  .strictObject({ kind: z.literal('consent'), purpose: nameSchema, channel: nameSchema, op: z.enum(['granted', 'not_granted']) })
  .meta({ id: 'ConsentCondition' });

export type ConsentCondition = z.infer<typeof consentSchema>;
