import fc from 'fast-check';
import type { ProfileFacts } from '@/features/segments/conditions/types';
import { CAMPAIGNS, DAY, EVENTS, HOUR, json, LISTS, MINUTE, PROPERTIES, past, TRAITS, ZONES } from './values';

/** Items of a list: mostly objects, as order lines are. */
const items = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.dictionary(fc.constantFrom('sku', 'quantity', 'size'), json, { maxKeys: 3 }) as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: json },
  ),
  { maxLength: 3 },
);
const plain = fc.dictionary(fc.constantFrom(...PROPERTIES), json, { maxKeys: 2 });
/** Properties with lists of objects and objects beside plain values. */
const properties = fc
  .tuple(plain, fc.option(items, { freq: 2 }), fc.option(fc.oneof(fc.dictionary(fc.constantFrom('plan', 'a'), json), json), { freq: 2 }))
  .map(([values, list, cart]) => ({ ...values, ...(list ? { items: list } : {}), ...(cart === null ? {} : { cart }) }));
const context = fc.dictionary(
  fc.constantFrom('campaign', 'country', 'items'),
  fc.oneof(
    json,
    fc.dictionary(fc.constantFrom('source', 'name'), json),
    items.map((list) => ({ list })),
  ),
  { maxKeys: 2 },
);

export const eventArbitrary = fc.record({
  name: fc.constantFrom(...EVENTS),
  at: fc.oneof(
    { weight: 6, arbitrary: past.map((ms) => -ms) },
    { weight: 1, arbitrary: fc.constantFrom(1, MINUTE, 2 * HOUR, DAY, 20 * DAY) },
  ),
  value: fc.constantFrom(null, 0, 0.1, 0.2, 10, 49.99, -5, 500),
  properties,
  context,
});

/** Types of identifiers that people have, and sources with records of them. */
export const IDENTIFIERS = ['email', 'user_id', 'anonymous_id'];
export const SOURCES = ['1', '2'].map((n) => `00000000-0000-7000-8000-20000000000${n}`);

/** Segments of which people have a history that no rule made. */
export const HISTORY_OF = ['1', '2'].map((n) => `00000000-0000-7000-8000-10000000000${n}`);
/** Distances from now at which they entered and left. */
export const HISTORY_AT = [-40 * DAY, -30 * DAY, -7 * DAY - 1, -7 * DAY, -3 * DAY, -DAY, -2 * HOUR, -MINUTE, -1, 0];

/** Entering and leaving in turns; who was merged into the person brought turns of their own, which have come to an end. */
const historyArbitrary = fc.uniqueArray(
  fc.record({
    segmentId: fc.constantFrom(...HISTORY_OF),
    own: fc.subarray(HISTORY_AT),
    merged: fc.subarray(HISTORY_AT).filter((turns) => turns.length % 2 === 0),
  }),
  { maxLength: 2, selector: (h) => h.segmentId },
);

type HistoryDraft = { segmentId: string; own: number[]; merged: number[] };
export type EventDraft = {
  name: string;
  at: number;
  value: number | null;
  properties: Record<string, unknown>;
  context: Record<string, unknown>;
};

/** What the e-mail exit records, and what it is for. */
export const mailArbitrary = fc.record({
  name: fc.constantFrom(
    ...['Email Sent', 'Email Sent', 'Email Opened', 'Email Link Clicked', 'Email Bounced', 'Email Unsubscribed', 'Order Completed'],
  ),
  at: past.map((ms) => -ms),
  value: fc.constant(null),
  properties: fc.record({
    campaign_id: fc.constantFrom(...CAMPAIGNS),
    measures_opens: fc.constantFrom(true, true, false, null, 'yes'),
    measures_clicks: fc.constantFrom(true, null),
    url: fc.constantFrom('https://shop.example/sale', 'https://shop.example/', 'https://shop.example/50%_off', null, 7),
  }),
  context: fc.constant({}),
});

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
  events: fc.tuple(fc.array(eventArbitrary, { maxLength: 8 }), fc.array(mailArbitrary, { maxLength: 3 })).map((made) => made.flat()),
  lists: fc.subarray(LISTS),
  consents: fc.uniqueArray(consentArbitrary, { maxLength: 3, selector: (s) => `${s.purpose}/${s.channel}` }),
  openTickets: fc.constantFrom(0, 1, 7),
  lastOrder: fc.option(past),
  timeZone: fc.constantFrom(...ZONES),
  history: historyArbitrary,
  identity: fc.record({ identifiers: fc.subarray(IDENTIFIERS), records: fc.array(fc.constantFrom(...SOURCES), { maxLength: 3 }) }),
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
    lists?: string[];
    timeZone?: string | null;
    history?: HistoryDraft[];
    identity?: { identifiers: string[]; records: string[] };
  },
  base: Date,
  newEventId: () => string,
): ProfileFacts {
  const at = (ms: number) => new Date(base.getTime() + ms);
  return {
    id,
    traits: draft.traits,
    timeZone: draft.timeZone ?? null,
    lists: draft.lists ?? [],
    identity: draft.identity ?? { identifiers: [], records: [] },
    history: (draft.history ?? []).flatMap(({ segmentId, own, merged }) =>
      [own, merged].flatMap((turns) =>
        turns.map((ms, i) => ({ segmentId, at: at(ms), change: i % 2 ? ('leave' as const) : ('enter' as const) })),
      ),
    ),
    events: draft.events.map(({ at: ms, ...e }) => ({ id: newEventId(), occurredAt: at(ms), ...e })),
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
