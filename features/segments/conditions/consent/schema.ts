import { z } from 'zod';
import { durationSchema } from '../duration';
import { nameSchema } from '../value-schema';

const cell = { kind: z.literal('consent'), purpose: nameSchema, channel: nameSchema };

/**
 * Whether the person may be contacted for this purpose on this channel, by the same meaning as every exit (`granted`, `not_granted`); or what
 * they said about it: that they refused or withdrew (`denied`), nothing ever (`never_asked`), or a yes that ends within a time.
 */
export const consentSchema = z
  .discriminatedUnion('op', [
    z.strictObject({ ...cell, op: z.enum(['granted', 'not_granted', 'denied', 'never_asked']) }),
    z.strictObject({ ...cell, op: z.literal('expires_within'), within: durationSchema }),
  ])
  .meta({ id: 'ConsentCondition' });

export type ConsentCondition = z.infer<typeof consentSchema>;
type Plain = Exclude<ConsentCondition, { op: 'expires_within' }>;
/** Those about what was said, whatever it allows. */
export type SaidCondition =
  | (Omit<Plain, 'op'> & ({ op: 'denied' } | { op: 'never_asked' }))
  | Extract<ConsentCondition, { op: 'expires_within' }>;

/** Whether the condition is about what was said, and not about what is allowed. */
export const asksWhatWasSaid = (c: ConsentCondition): c is ConsentCondition & SaidCondition => c.op !== 'granted' && c.op !== 'not_granted';
