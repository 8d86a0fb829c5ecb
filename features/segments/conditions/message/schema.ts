import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { durationSchema } from '../duration';
import { windowSchema } from '../event/window-schema';
import { textSchema } from '../value-schema';

/** What is recorded of e-mails of campaigns: what the servers answer, what people do with their consent, and what is measured with it. */
const recorded = ['sent', 'opened', 'bounced', 'unsubscribed'] as const;

const base = {
  kind: z.literal('message'),
  campaignId: z.uuid().optional(),
  op: z.enum(['did', 'did_not']),
  window: windowSchema.optional(),
};

/** What is kept of an address ends before its query, its fragment and whatever names somebody: a part with these would fit nothing, ever. */
const linkSchema = textSchema
  .min(1)
  .regex(
    /^[^?#@]*$/,
    keyed('rule.messageLink', 'Leave out what stands from ? or # on, and @: links are kept without it, so that it would never fit'),
  );

/**
 * What happened with the e-mails of campaigns. `opened` and `clicked` are known of people who have agreed to be measured, and of nobody else;
 * their `did_not` fits who was sent a letter of which it is measured (of that campaign, in that window) and is not known to have done so.
 * `link`: a part of the address that was followed. `converted`: an order within `within` after a message was sent (7 days without it).
 * Deliveries are not recorded, so no condition can ask for them.
 */
export const messageSchema = z
  .discriminatedUnion(
    'interaction',
    [
      z.strictObject({ ...base, interaction: z.literal(recorded) }),
      z.strictObject({ ...base, interaction: z.literal('clicked'), link: linkSchema.optional() }),
      z.strictObject({ ...base, interaction: z.literal('converted'), within: durationSchema.optional() }),
    ],
    {
      error: keyed('rule.messageUnrecorded', 'Give sent, opened, clicked, bounced, unsubscribed or converted: deliveries are not recorded'),
    },
  )
  .meta({ id: 'MessageCondition' });

export type MessageCondition = z.infer<typeof messageSchema>;
export const interactions = ['sent', 'opened', 'clicked', 'bounced', 'unsubscribed', 'converted'] as const;
export type Interaction = (typeof interactions)[number];
