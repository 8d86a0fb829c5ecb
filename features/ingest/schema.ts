import { z } from 'zod';
import { EVENT_TYPES, MAX_ID_LENGTH } from './constants';

const id = z.string().min(1).max(MAX_ID_LENGTH);
const bag = z.record(z.string(), z.unknown());

/**
 * One event as it lies in the inbox: shape-checked, identifiers as text, no NUL, no lone surrogate, no `__proto__`,
 * and nothing at the top level but these fields. The hand-written check on the hot path gives exactly this shape.
 */
export const rawEventSchema = z.strictObject({
  type: z.enum(EVENT_TYPES),
  messageId: id,
  userId: id.optional(),
  anonymousId: id.optional(),
  previousId: id.optional(),
  groupId: id.optional(),
  event: id.optional(),
  name: z.string().optional(),
  category: z.string().optional(),
  properties: bag.optional(),
  traits: bag.optional(),
  context: bag.optional(),
  integrations: bag.optional(),
  timestamp: z.string().optional(),
  originalTimestamp: z.string().optional(),
  sentAt: z.string().optional(),
  channel: z.string().optional(),
});

/** The text of one inbox row: events of one request that share a lane. `ip` and `userAgent` only when they are the person's own. */
export const inboxEnvelopeSchema = z.strictObject({
  sentAt: z.string().optional(),
  ip: z.string().optional(),
  userAgent: z.string().optional(),
  batch: z.array(rawEventSchema).min(1),
});
