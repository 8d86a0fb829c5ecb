import fc from 'fast-check';

/** The moment the worlds are made around: not a round one. */
export const NOW = new Date('2026-03-15T10:20:30.456Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

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

/** Where people live; null: not known. */
export const ZONES = ['Asia/Tehran', 'America/New_York', 'Europe/Berlin', 'Pacific/Apia', null, null];
/** Where the company is. */
export const COMPANY_ZONE = 'America/St_Johns';
/** Names of the events that people perform. */
export const EVENTS = ['Order', 'Open', HOSTILE[0] ?? ''];
/** Names of properties of events. */
export const PROPERTIES = ['revenue', 'plan', HOSTILE[1] ?? ''];
/** Names of traits. */
export const TRAITS = ['country', 'age', 'vip', 'renewal', 'tags', HOSTILE[0] ?? '', 'constructor'];

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
/** Milliseconds ago. */
export const past = fc.oneof(fc.constantFrom(...OFFSETS), fc.integer({ min: 0, max: 100 * DAY }));
const momentText = fc.integer({ min: -100 * DAY, max: 100 * DAY }).map((ms) => new Date(NOW.getTime() + ms).toISOString());
const dayText = fc.constantFrom('2026-03-15', '2026-03-14', '2026-03-16', '2026-01-31', '2025-12-31');
/** What a rule takes for a moment. */
export const iso = fc.oneof(momentText, dayText);

export const text = fc.constantFrom(...TEXTS);
export const number = fc.constantFrom(...NUMBERS);
export const scalar = fc.oneof(text, number, fc.boolean());
const storedNumber = fc.constantFrom(...NUMBERS, 1e21, -1e300, 5e-324);
/** Whatever people's traits and events' properties may hold. */
export const json: fc.Arbitrary<unknown> = fc.oneof(
  text,
  storedNumber,
  fc.boolean(),
  fc.constant(null),
  momentText,
  dayText,
  fc.array(fc.oneof(text, number, fc.boolean()), { maxLength: 3 }),
  fc.constant({ a: 1 }),
);

/** Lengths that moving windows have. */
export const duration = fc.constantFrom(
  { minutes: 1 },
  { hours: 2 },
  { days: 1 },
  { hours: 34 },
  { days: 3 },
  { weeks: 1 },
  { days: 30 },
  { months: 3 },
);

/** Fields that are no arbitraries are constants. */
export const fields = (given: object) =>
  Object.fromEntries(Object.entries(given).map(([k, v]) => [k, v instanceof fc.Arbitrary ? v : fc.constant(v)]));

/** Every test of a value whose answer time does not change; `field` says where the value comes from. */
export const absoluteTests = (field: object) => [
  fc.record({ ...fields(field), op: fc.constantFrom('eq', 'neq'), value: scalar }),
  fc.record({
    ...fields(field),
    op: fc.constantFrom('in', 'not_in'),
    value: fc.array(fc.oneof(text, number), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    ...fields(field),
    op: fc.constantFrom('contains', 'not_contains', 'starts_with', 'ends_with'),
    value: text.filter((t) => t !== ''),
  }),
  fc.record({ ...fields(field), op: fc.constantFrom('exists', 'not_exists', 'is_true', 'is_false') }),
  fc.record({ ...fields(field), op: fc.constantFrom('gt', 'gte', 'lt', 'lte'), value: number }),
  fc.record({
    ...fields(field),
    op: fc.constant('between'),
    value: fc.oneof(
      fc.tuple(number, number).map((v) => v.sort((a, b) => a - b)),
      fc.tuple(iso, iso).map((v) => v.sort((a, b) => Date.parse(a) - Date.parse(b))),
    ),
  }),
  fc.record({ ...fields(field), op: fc.constantFrom('before', 'after'), value: iso }),
  fc.record({ ...fields(field), op: fc.constantFrom('includes', 'not_includes'), value: scalar }),
];

/** The tests that time changes. */
export const relativeTests = (field: object) => [
  fc.record({ ...fields(field), op: fc.constantFrom('in_last', 'in_next', 'not_in_last'), value: duration }),
];
