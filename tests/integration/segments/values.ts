import fc from 'fast-check';
import type { CutPoints } from '@/features/segments/conditions/types';
import { startOfDate } from '@/features/segments/conditions/zone';

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
/** Lists of people, and the company's holdout. */
export const LISTS = ['00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000a2'];
export const HOLDOUT = { percent: 37.5, seed: 'draw' };
/** Campaigns that sent messages. */
export const CAMPAIGNS = ['00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-0000000000c2'];
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
  'dé',
  'de\u0301',
  'ＤＥ',
  'STRASSE',
  'Straße',
  '۷',
  'ΣΑΣ',
  'σας',
  'ab12',
  ...HOSTILE,
];
const NUMBERS = [0, 7, 7.5, -3, 42, 1e-7, 1e15, 0.1 + 0.2];

const stepped = (steps: readonly number[]) => Array.from({ length: 99 }, (_, i) => steps[Math.floor((i * steps.length) / 99)] ?? 0);
/** Cut points of the traits that random rules rank by; nobody has a number of the last one. */
export const CUT_POINTS: ReadonlyMap<string, CutPoints> = new Map(
  Object.entries({
    age: [-3, 0, 7, 7, 7.5, 42],
    country: [0, 7],
    spend: [0.5, 1.5, 7.5],
    order_count: [0, 6, 42],
    [HOSTILE[0] ?? '']: [-1e15, 0.1 + 0.2, 1e15],
    vip: [],
  }).map(([trait, steps]) => [trait, { version: 1, at: NOW, people: steps.length, limits: steps.length === 0 ? [] : stepped(steps) }]),
);

/** Distances from now at and around which windows begin and end. */
const OFFSETS = [0, 1, MINUTE, 2 * HOUR, DAY, DAY + 10 * HOUR, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY].flatMap((ms) => [ms - 1, ms, ms + 1]);
/** Milliseconds ago. */
export const past = fc.oneof(fc.constantFrom(...OFFSETS), fc.integer({ min: 0, max: 100 * DAY }));
const momentText = fc.integer({ min: -100 * DAY, max: 100 * DAY }).map((ms) => new Date(NOW.getTime() + ms).toISOString());
const dayText = fc.constantFrom(
  ...['2026-03-15', '2026-03-14', '2026-03-16', '2026-01-31', '2025-12-31', '2026-03-09', '2026-04-01'],
  ...['1988-02-29', '1990-03-16', '2001-03-15', '2027-03-14'],
);
/** At, and a moment beside, the midnights that people see in their zones. */
const midnightText = fc
  .record({
    zone: fc.constantFrom(...ZONES.map((zone) => zone ?? COMPANY_ZONE)),
    day: fc.constantFrom('2026-03-15', '2026-03-16', '2026-03-09', '2026-03-01', '2026-04-01', '2026-01-01', '2025-10-26'),
    beside: fc.constantFrom(-1, 0, 1),
  })
  .map(({ zone, day, beside }) => new Date(startOfDate(new Date(day), zone).getTime() + beside).toISOString());
/** What a rule takes for a moment. */
export const iso = fc.oneof(momentText, dayText, midnightText);

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
  midnightText,
  fc.array(fc.oneof(text, number, fc.boolean()), { maxLength: 3 }),
  fc.constantFrom({}, [], { a: 1 }, { a: { b: 'DE' } }),
  fc.record({ a: fc.oneof(text, storedNumber, dayText, fc.constant(null)) }),
);

/** Lengths that moving windows have. */
export const duration = fc.constantFrom(
  { minutes: 1 },
  { minutes: 90 },
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

const missing = { missing: fc.option(fc.constantFrom('include', 'exclude'), { nil: undefined, freq: 4 }) };
const fold = { fold: fc.option(fc.constant(true), { nil: undefined, freq: 2 }) };
const PATTERNS = ['^D', 'e$', '^[a-z]{2,3}[0-9]+$', '(DE|FR)', '^.$', '\\d{1,2}', '[^A-Za-z]', '^\\w*$', '\\$', 'a?b+', '\\S\\s*\\S', "'"];
const pair = fc.oneof(
  fc.tuple(number, number).map((v) => v.sort((a, b) => a - b)),
  fc.tuple(iso, iso).map((v) => v.sort((a, b) => Date.parse(a) - Date.parse(b))),
);

/** Every test of a value whose answer time does not change; `field` says where the value comes from. */
export const absoluteTests = (field: object) => {
  const of = { ...fields(field), ...missing };
  const items = fc.array(fc.oneof(text, number), { minLength: 1, maxLength: 3 });
  return [
    fc.record({ ...of, ...fold, op: fc.constantFrom('eq', 'neq'), value: scalar }),
    fc.record({ ...of, ...fold, op: fc.constantFrom('in', 'not_in'), value: items }),
    fc.record({
      ...of,
      ...fold,
      op: fc.constantFrom('contains', 'not_contains', 'starts_with', 'ends_with'),
      value: text.filter((t) => t !== ''),
    }),
    fc.record({ ...of, op: fc.constantFrom('matches', 'not_matches'), value: fc.constantFrom(...PATTERNS) }),
    fc.record({ ...fields(field), op: fc.constantFrom('exists', 'not_exists') }),
    fc.record({ ...of, op: fc.constantFrom('is_true', 'is_false', 'empty', 'not_empty') }),
    fc.record({ ...of, op: fc.constantFrom('gt', 'gte', 'lt', 'lte'), value: number }),
    fc.record({ ...of, op: fc.constantFrom('between', 'not_between'), value: pair }),
    fc.record({ ...of, op: fc.constantFrom('before', 'after'), value: iso }),
    fc.record({ ...of, ...fold, op: fc.constantFrom('includes', 'not_includes'), value: scalar }),
    fc.record({
      ...of,
      ...fold,
      op: fc.constantFrom('includes_any', 'includes_all', 'includes_none'),
      value: fc.array(scalar, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      ...of,
      op: fc.constant('length'),
      value: fc.record({ op: fc.constantFrom('eq', 'neq', 'gt', 'gte', 'lt', 'lte'), n: fc.nat(3) }),
    }),
  ];
};

/** Every test of a value. */
export const valueTests = (field: object) => [...absoluteTests(field), ...relativeTests(field)];

/** The tests that time changes. */
export const relativeTests = (field: object) => {
  const of = { ...fields(field), ...missing };
  const unit = fc.constantFrom('day', 'week', 'month', 'quarter', 'year');
  return [
    fc.record({ ...of, op: fc.constantFrom('in_last', 'in_next', 'not_in_last', 'before_last', 'after_next'), value: duration }),
    fc.record({
      ...of,
      op: fc.constantFrom('in_calendar', 'not_in_calendar'),
      value: fc.record({ unit, offset: fc.integer({ min: -2, max: 2 }) }),
    }),
    fc.record({ ...of, op: fc.constant('anniversary'), value: fc.record({ days: fc.constantFrom(0, 1, 7, 30, 366) }) }),
  ];
};
