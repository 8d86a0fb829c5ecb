import { EMAIL_BOUNCED, EMAIL_CLICKED, EMAIL_OPENED, EMAIL_SENT, EMAIL_UNSUBSCRIBED, ORDER_EVENT } from '@/lib/event-names';
import type { RuleNode } from '../../schema';
import type { Duration } from '../duration';
import type { EventCondition } from '../event/schema';
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
  if (c.op === 'did') return did;
  const sent = measuredSent(c);
  return sent ? { all: [sent, { not: did }] } : { not: did };
}

/** That somebody was sent a letter of which it would be known: only of them can it be said that they did not open it, or click. */
export function measuredSent(c: MessageCondition): EventCondition | undefined {
  if (c.interaction !== 'opened' && c.interaction !== 'clicked') return undefined;
  const measures = { property: c.interaction === 'opened' ? 'measures_opens' : 'measures_clicks', op: 'is_true' as const };
  const of = c.campaignId ? [{ property: 'campaign_id', op: 'eq' as const, value: c.campaignId }] : [];
  return { kind: 'event', event: events.sent, op: 'gte', count: 1, where: [measures, ...of], ...(c.window ? { window: c.window } : {}) };
}

/** The events that the condition reads. */
export function messageEvents(c: MessageCondition): string[] {
  if (c.interaction === 'converted') return [events.sent, ORDER_EVENT];
  return c.op === 'did_not' && measuredSent(c) ? [events.sent, events[c.interaction]] : [events[c.interaction]];
}

/** Those of them that are asked for without anything beside their name and time. */
export const plainEvents = (c: MessageCondition): string[] =>
  c.campaignId || c.interaction === 'converted' || (c.interaction === 'clicked' && c.link) ? [] : [events[c.interaction]];
