import fc from 'fast-check';
import type { ProfileFacts } from '@/features/segments/conditions/types';
import type { RuleNode } from '@/features/segments/schema';

/** The moment the worlds are made around: not a round one. */
export const NOW = new Date('2026-03-15T10:20:30.456Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Names and texts that break out of careless SQL. */
export const HOSTILE = [
  `O'Brien"; drop table profiles; --`,
  `%_\\'`,
  '$1',
  "') or true --",
  '{"a":1}',
  'constructor',
  '__proto__',
  '؛ ÀЖ王',
  ' ',
];

export const EVENTS = ['Order', 'Open', HOSTILE[0] ?? ''];
const TRAITS = ['country', 'age', 'vip', 'renewal', 'tags', HOSTILE[0] ?? '', 'constructor'];
const TEXTS = [
  'DE',
  'FR',
  'de',
  'D',
  '',
  '7',
  '007',
  '7.5',
  '-3',
  '2026-03-14',
  '2026-02-29',
  '2026-03-15T10:20:30.456Z',
  '2026-03-15 13:20:30.456+03:00',
  '2026-03-16T00:00:00',
  ...HOSTILE,
];
const NUMBERS = [0, 7, 7.5, -3, 42, 1e-7, 1e15, 0.1 + 0.2];

/** Distances from now at and around which windows begin and end. */
const OFFSETS = [0, 1, MINUTE, 2 * HOUR, DAY, DAY + 10 * HOUR, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY].flatMap((ms) => [ms - 1, ms, ms + 1]);
const past = fc.oneof(fc.constantFrom(...OFFSETS), fc.integer({ min: 0, max: 100 * DAY }));
const momentText = fc.integer({ min: -100 * DAY, max: 100 * DAY }).map((ms) => new Date(NOW.getTime() + ms).toISOString());
const dayText = fc.constantFrom('2026-03-15', '2026-03-14', '2026-03-16', '2026-01-31', '2025-12-31');

const text = fc.constantFrom(...TEXTS);
const number = fc.constantFrom(...NUMBERS);
const storedNumber = fc.constantFrom(...NUMBERS, 1e21, -1e300, 5e-324);
const json: fc.Arbitrary<unknown> = fc.oneof(
  text,
  storedNumber,
  fc.boolean(),
  fc.constant(null),
  momentText,
  dayText,
  fc.array(fc.oneof(text, number, fc.boolean()), { maxLength: 3 }),
  fc.constant({ a: 1 }),
);
const scalar = fc.oneof(text, number, fc.boolean());

const duration = fc.constantFrom(
  { minutes: 1 },
  { hours: 2 },
  { days: 1 },
  { hours: 34 },
  { days: 3 },
  { weeks: 1 },
  { days: 30 },
  { months: 3 },
);
const iso = fc.oneof(momentText, dayText);

const absoluteTests = (field: object) => [
  fc.record({ ...c(field), op: fc.constantFrom('eq', 'neq'), value: scalar }),
  fc.record({ ...c(field), op: fc.constantFrom('in', 'not_in'), value: fc.array(fc.oneof(text, number), { minLength: 1, maxLength: 3 }) }),
  fc.record({
    ...c(field),
    op: fc.constantFrom('contains', 'not_contains', 'starts_with', 'ends_with'),
    value: text.filter((t) => t !== ''),
  }),
  fc.record({ ...c(field), op: fc.constantFrom('exists', 'not_exists', 'is_true', 'is_false') }),
  fc.record({ ...c(field), op: fc.constantFrom('gt', 'gte', 'lt', 'lte'), value: number }),
  fc.record({
    ...c(field),
    op: fc.constant('between'),
    value: fc.oneof(
      fc.tuple(number, number).map((v) => v.sort((a, b) => a - b)),
      fc.tuple(iso, iso).map((v) => v.sort((a, b) => Date.parse(a) - Date.parse(b))),
    ),
  }),
  fc.record({ ...c(field), op: fc.constantFrom('before', 'after'), value: iso }),
  fc.record({ ...c(field), op: fc.constantFrom('includes', 'not_includes'), value: scalar }),
];
const c = (field: object) => Object.fromEntries(Object.entries(field).map(([k, v]) => [k, v instanceof fc.Arbitrary ? v : fc.constant(v)]));

const numericBuiltIn = fc.constantFrom('order_count', 'spend', 'event_count', 'open_tickets');
const dateBuiltIn = fc.constantFrom('last_order_at', 'first_seen_at', 'last_seen_at');
const relative = (field: object) => fc.record({ ...c(field), op: fc.constantFrom('in_last', 'in_next', 'not_in_last'), value: duration });

const traitCondition = fc.oneof(
  ...absoluteTests({ kind: 'trait', trait: fc.constantFrom(...TRAITS) }),
  relative({ kind: 'trait', trait: fc.constantFrom('renewal', 'country') }),
  fc.record({
    kind: fc.constant('trait'),
    trait: numericBuiltIn,
    op: fc.constantFrom('gt', 'gte', 'lt', 'lte', 'eq', 'neq'),
    value: number,
  }),
  relative({ kind: 'trait', trait: dateBuiltIn }),
);

const window = fc.oneof(
  duration.map((last) => ({ last })),
  fc.constantFrom({ between: { from: { days: 30 }, to: { days: 7 } } }, { between: { from: { days: 3 }, to: { hours: 2 } } }),
  iso.map((from) => ({ from })),
  iso.map((to) => ({ to })),
  fc.constant({ from: '2026-02-01', to: '2026-03-20' }),
);
const eventBase = {
  kind: fc.constant('event'),
  event: fc.constantFrom(...EVENTS, 'Never seen', '*'),
  op: fc.constantFrom('gte', 'gt', 'lte', 'lt', 'eq', 'neq'),
  window: fc.option(window, { nil: undefined }),
  where: fc.option(
    fc.array(fc.oneof(...absoluteTests({ property: fc.constantFrom('revenue', 'plan', HOSTILE[1] ?? '') })), {
      minLength: 1,
      maxLength: 2,
    }),
    { nil: undefined, freq: 3 },
  ),
};
const eventCondition = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ...eventBase, count: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ ...eventBase, measure: fc.constant('sum'), amount: fc.constantFrom(0, 0.3, 10, 49.99, -5) }) },
);

const consentCondition = fc.record({
  kind: fc.constant('consent'),
  purpose: fc.constantFrom('marketing', 'service', 'timed', 'nobody knows', "x'"),
  channel: fc.constantFrom('email', 'sms', 'unknown'),
  op: fc.constantFrom('granted', 'not_granted'),
});

/** Random rules; `segmentIds` are the segments that they may name. */
export function ruleArbitrary(segmentIds: readonly string[] = []): fc.Arbitrary<RuleNode> {
  const named = segmentIds.length
    ? [
        {
          weight: 1,
          arbitrary: fc.record({
            kind: fc.constant('segment'),
            segmentId: fc.constantFrom(...segmentIds),
            op: fc.constantFrom('in', 'not_in'),
          }),
        },
      ]
    : [];
  const leaf = fc.oneof(
    { weight: 3, arbitrary: traitCondition as fc.Arbitrary<unknown> },
    { weight: 4, arbitrary: eventCondition },
    { weight: 1, arbitrary: consentCondition },
    ...named,
  );
  const { node } = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { weight: 4, arbitrary: leaf },
      { weight: 2, arbitrary: fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }) },
      { weight: 2, arbitrary: fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ not: tie('node') }) },
    ),
  }));
  // Through JSON, as a rule arrives: no undefined, no shared objects.
  return node.map((n) => JSON.parse(JSON.stringify(n)) as RuleNode);
}

export const eventArbitrary = fc.record({
  name: fc.constantFrom(...EVENTS),
  at: fc.oneof(
    { weight: 6, arbitrary: past.map((ms) => -ms) },
    { weight: 1, arbitrary: fc.constantFrom(1, MINUTE, 2 * HOUR, DAY, 20 * DAY) },
  ),
  value: fc.constantFrom(null, 0, 0.1, 0.2, 10, 49.99, -5, 500),
  properties: fc.dictionary(fc.constantFrom('revenue', 'plan', HOSTILE[1] ?? ''), json as fc.Arbitrary<unknown>, { maxKeys: 2 }),
});

export type EventDraft = { name: string; at: number; value: number | null; properties: Record<string, unknown> };

export const consentArbitrary = fc.record({
  purpose: fc.constantFrom('marketing', 'service', 'timed'),
  channel: fc.constantFrom('email', 'sms'),
  state: fc.constantFrom('granted', 'granted', 'denied', 'withdrawn'),
  since: fc.constantFrom(-100 * DAY, -30 * DAY, -7 * DAY, -DAY, -1, 0, 1, HOUR),
  expires: fc.constantFrom(null, null, -1, 0, 1, HOUR, 3 * DAY),
});

export const traitsArbitrary = fc.dictionary(fc.constantFrom(...TRAITS.filter((t) => t !== '__proto__')), json as fc.Arbitrary<unknown>, {
  maxKeys: 5,
});

/** One person, with moments as distances from the world's now. */
export const personArbitrary = fc.record({
  traits: traitsArbitrary,
  events: fc.array(eventArbitrary, { maxLength: 8 }),
  consents: fc.uniqueArray(consentArbitrary, { maxLength: 3, selector: (s) => `${s.purpose}/${s.channel}` }),
  openTickets: fc.constantFrom(0, 1, 7),
  lastOrder: fc.option(past),
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
  },
  base: Date,
  newEventId: () => string,
): ProfileFacts {
  const at = (ms: number) => new Date(base.getTime() + ms);
  return {
    id,
    traits: draft.traits,
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
