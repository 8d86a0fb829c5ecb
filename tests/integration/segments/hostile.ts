import fc from 'fast-check';
import { HOSTILE } from './values';

/** Texts that break parsers, printers and databases rather than quotes. */
const AWKWARD = [
  '\u0000',
  'a\u0000b',
  '\uD800',
  '\uFFFF',
  '\u202E',
  '🦊'.repeat(300),
  'x'.repeat(5_000),
  '((((((((a*)*)*)*)*)*)*)*)*$',
  '2026-02-30T25:61:61Z',
  '1e400',
  'NaN',
  "' union select value from identifiers --",
  `"; select pg_sleep(60); --`,
  `' || (select pg_sleep(60)) || '`,
  `$$; drop table events; $$`,
  `\\'; truncate profiles; --`,
  '%s %n {{7*7}} #{7*7} <%= 7 %>',
];

/** Every text that is tried in every place. */
export const HOSTILE_TEXTS: readonly string[] = [...HOSTILE, ...AWKWARD];

const KEYS = [
  'all',
  'any',
  'not',
  'kind',
  'op',
  'value',
  'event',
  'trait',
  'where',
  'window',
  'last',
  'days',
  'steps',
  '__proto__',
  'toString',
];
const WORDS = ['trait', 'event', 'segment', 'consent', 'sequence', 'in', 'eq', 'gte', 'between', 'constructor'];

/** JSON that looks like a rule here and there. */
export const randomJson: fc.Arbitrary<unknown> = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    fc.constantFrom<unknown>(null, true, false, 0, -0, 1e308, -1, 0.1, Number.MAX_SAFE_INTEGER + 2, [], {}, ...WORDS, ...HOSTILE_TEXTS),
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), fc.string()), tie('json')), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries) as unknown),
  ),
})).json;

type Place = (value: unknown) => unknown;

/** Each place of a value, as a way to put something else there. */
export function placesOf(value: unknown, put: Place = (other) => other): { value: unknown; put: Place }[] {
  const inner =
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, old]) =>
          placesOf(old, (other) => put(Array.isArray(value) ? (value as unknown[]).with(Number(key), other) : { ...value, [key]: other })),
        )
      : [];
  return [{ value, put }, ...inner];
}

/** What can stand in the place of anything. */
export const MISFITS: readonly unknown[] = [
  null,
  true,
  '',
  'x',
  0,
  -1,
  1.5,
  1e308,
  Number.POSITIVE_INFINITY,
  [],
  [[]],
  {},
  { all: [] },
  { kind: 'trait' },
  JSON.parse('{"__proto__":{"admin":true}}'),
  Array.from({ length: 1_001 }, (_, i) => i),
];

/** A value that counts how often anything inside it is looked at. */
export function counting<T>(value: T): { value: T; looks: () => number } {
  let looks = 0;
  const wrap = (inner: unknown): unknown => {
    if (inner === null || typeof inner !== 'object') return inner;
    return new Proxy(inner, {
      get: (target, key, receiver) => {
        looks += 1;
        return wrap(Reflect.get(target, key, receiver));
      },
    });
  };
  return { value: wrap(value) as T, looks: () => looks };
}

/** Text of JSON that is nested as deep as this. */
export const deepTexts = (depth: number): string[] => [
  `${'{"not":'.repeat(depth)}{"kind":"trait","trait":"a","op":"exists"}${'}'.repeat(depth)}`,
  `${'{"all":['.repeat(depth)}{"kind":"trait","trait":"a","op":"exists"}${']}'.repeat(depth)}`,
  `{"kind":"trait","trait":"a","op":"in","value":${'['.repeat(depth)}1${']'.repeat(depth)}}`,
  `{"kind":"trait","trait":"a","op":"eq","value":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`,
  `{"kind":"event","event":"a","op":"gte","count":1,"where":${'[{"some":'.repeat(depth)}1${'}]'.repeat(depth)}}`,
];

/** Bodies as large as a request may be, of which most must not be looked at. */
export const hugeRules = (): unknown[] => {
  const leaf = { kind: 'trait', trait: 'a', op: 'exists' };
  const many = Array.from({ length: 20_000 }, () => leaf);
  return [
    { all: many },
    { any: Array.from({ length: 20_000 }, () => ({ not: leaf })) },
    { all: [{ any: many }, { any: many }] },
    { kind: 'trait', trait: 'a', op: 'in', value: Array.from({ length: 100_000 }, (_, i) => i) },
    { kind: 'trait', trait: 'x'.repeat(900_000), op: 'eq', value: 'y' },
    { kind: 'trait', trait: 'a', op: 'eq', value: 'x'.repeat(900_000) },
    { kind: 'event', event: 'a', op: 'gte', count: 1, where: Array.from({ length: 10_000 }, () => ({ property: 'p', op: 'exists' })) },
    Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 1])),
    { kind: 'trait', trait: 'a', op: 'exists', ...Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 1])) },
    { all: [leaf], ...Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 1])) },
  ];
};
