import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { durationSchema } from '../duration';
import { windowSchema } from '../event/window-schema';

/** What is recorded of e-mails of campaigns: what the servers answer, and what people do with their consent. */
const recorded = ['sent', 'bounced', 'unsubscribed'] as const;

const base = {
  kind: z.literal('message'),
  campaignId: z.uuid().optional(),
  op: z.enum(['did', 'did_not']),
  window: windowSchema.optional(),
};

/**
 * What happened with the e-mails of campaigns. `converted`: an order within `within` after a message was sent (7 days without it).
 * Deliveries, opens and clicks are not recorded, so no condition can ask for them.
 */
export const messageSchema = z
  .discriminatedUnion(
    'interaction',
    [
      z.strictObject({ ...base, interaction: z.literal(recorded) }),
      z.strictObject({ ...base, interaction: z.literal('converted'), within: durationSchema.optional() }),
    ],
    {
      error: keyed(
        'rule.messageUnrecorded',
        'Give sent, bounced, unsubscribed or converted: deliveries, opens and clicks are not recorded',
      ),
    },
  )
  .meta({ id: 'MessageCondition' });

export type MessageCondition = z.infer<typeof messageSchema>;
export const interactions = [...recorded, 'converted'] as const;
export type Interaction = (typeof interactions)[number];
