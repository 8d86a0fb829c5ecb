import { EMAIL_BOUNCED, EMAIL_CLICKED, EMAIL_OPENED, EMAIL_SENT, EMAIL_UNSUBSCRIBED, ORDER_EVENT } from '@/lib/event-names';
import type { RuleNode } from '../../schema';
import type { Duration } from '../duration';
import type { MessageCondition } from './schema';

const events = {
  sent: EMAIL_SENT,
  opened: EMAIL_OPENED,
  clicked: EMAIL_CLICKED,
  bounced: EMAIL_BOUNCED,
  unsubscribed: EMAIL_UNSUBSCRIBED,
} as const;
const WEEK: Duration = { days: 7 };

/** The condition as conditions on events, which are all that it asks. */
export function messageRule(c: MessageCondition): RuleNode {
  const filters = [
    ...(c.campaignId ? [{ property: 'campaign_id', op: 'eq' as const, value: c.campaignId }] : []),
    ...(c.interaction === 'clicked' && c.link ? [{ property: 'url', op: 'contains' as const, value: c.link, fold: true as const }] : []),
  ];
  const where = filters.length > 0 ? { where: filters } : {};
  const window = c.window ? { window: c.window } : {};
  const did: RuleNode =
    c.interaction === 'converted'
      ? {
          kind: 'sequence',
          steps: [
            { event: events.sent, ...where },
            { event: ORDER_EVENT, within: c.within ?? WEEK },
          ],
          ...window,
        }
      : { kind: 'event', event: events[c.interaction], op: 'gte', count: 1, ...where, ...window };
  return c.op === 'did' ? did : { not: did };
}

/** The events that the condition reads. */
export const messageEvents = ({ interaction }: MessageCondition): string[] =>
  interaction === 'converted' ? [events.sent, ORDER_EVENT] : [events[interaction]];
