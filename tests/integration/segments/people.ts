import fc from 'fast-check';
import type { ProfileFacts } from '@/features/segments/conditions/types';
import { DAY, EVENTS, HOUR, json, MINUTE, PROPERTIES, past, TRAITS, ZONES } from './values';

export const eventArbitrary = fc.record({
  name: fc.constantFrom(...EVENTS),
  at: fc.oneof(
    { weight: 6, arbitrary: past.map((ms) => -ms) },
    { weight: 1, arbitrary: fc.constantFrom(1, MINUTE, 2 * HOUR, DAY, 20 * DAY) },
  ),
  value: fc.constantFrom(null, 0, 0.1, 0.2, 10, 49.99, -5, 500),
  properties: fc.dictionary(fc.constantFrom(...PROPERTIES), json, { maxKeys: 2 }),
});

export type EventDraft = { name: string; at: number; value: number | null; properties: Record<string, unknown> };

export const consentArbitrary = fc.record({
  purpose: fc.constantFrom('marketing', 'service', 'timed'),
  channel: fc.constantFrom('email', 'sms'),
  state: fc.constantFrom('granted', 'granted', 'denied', 'withdrawn'),
  since: fc.constantFrom(-100 * DAY, -30 * DAY, -7 * DAY, -DAY, -1, 0, 1, HOUR),
  expires: fc.constantFrom(null, null, -1, 0, 1, HOUR, 3 * DAY),
});

export const traitsArbitrary = fc.dictionary(fc.constantFrom(...TRAITS.filter((t) => t !== '__proto__')), json, {
  maxKeys: 5,
});

/** One person, with moments as distances from the world's now. */
export const personArbitrary = fc.record({
  traits: traitsArbitrary,
  events: fc.array(eventArbitrary, { maxLength: 8 }),
  consents: fc.uniqueArray(consentArbitrary, { maxLength: 3, selector: (s) => `${s.purpose}/${s.channel}` }),
  openTickets: fc.constantFrom(0, 1, 7),
  lastOrder: fc.option(past),
  timeZone: fc.constantFrom(...ZONES),
});

export type PersonDraft = Parameters<typeof toFacts>[1];

/** The draft as facts at a base moment. */
export function toFacts(
  id: string,
  draft: {
    traits: Record<string, unknown>;
    events: EventDraft[];
    consents: { purpose: string; channel: string; state: string; since: number; expires: number | null }[];
    openTickets: number;
    lastOrder: number | null;
    timeZone?: string | null;
  },
  base: Date,
  newEventId: () => string,
): ProfileFacts {
  const at = (ms: number) => new Date(base.getTime() + ms);
  return {
    id,
    traits: draft.traits,
    timeZone: draft.timeZone ?? null,
    events: draft.events.map((e) => ({ id: newEventId(), name: e.name, occurredAt: at(e.at), value: e.value, properties: e.properties })),
    consents: draft.consents.map((s) => ({
      purpose: s.purpose,
      channel: s.channel,
      state: s.state,
      since: at(s.since),
      expiresAt: s.expires === null ? null : at(s.expires),
    })),
    builtIn: {
      open_tickets: draft.openTickets,
      order_count: draft.openTickets * 6,
      spend: draft.openTickets + 0.5,
      event_count: draft.events.length,
      name: typeof draft.traits.country === 'string' ? draft.traits.country : null,
      last_order_at: draft.lastOrder === null ? null : at(-draft.lastOrder).toISOString(),
      first_seen_at: at(-90 * DAY).toISOString(),
      last_seen_at: draft.lastOrder === null ? null : at(-Math.trunc(draft.lastOrder / 2)).toISOString(),
    },
  };
}
