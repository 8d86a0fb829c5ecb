import { assertUnreachable } from '@/lib/errors';
import { foldLetters } from '@/lib/fold-letters';
import { durationMs } from './duration';
import { isDay, momentEnd, momentStart, parseMoment } from './moment';
import { patternRegExp } from './pattern';
import type { Period } from './period';
import type { AbsoluteTest, RelativeTest, ValueTest } from './value-schema';
import { NUMBER_TEXT } from './value-source';
import { isRelative } from './value-sql';
import { anniversaryKeys, dateIn, periodBounds, periodDates } from './zone';

const numberText = new RegExp(NUMBER_TEXT);

export const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const asMoment = (value: unknown): number | undefined => (typeof value === 'string' ? parseMoment(value) : undefined);

/** The number that a value is, or that its text reads as. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && numberText.test(value) ? Number(value) : undefined;
}

/** Whether there is a value at all. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

const holds = <T>(value: T | undefined, test: (value: T) => boolean): boolean => value !== undefined && test(value);
type Folding = { fold?: true | undefined };
const same =
  ({ fold }: Folding) =>
  (text: string) =>
    fold ? foldLetters(text) : text;

function equals(value: unknown, wanted: string | number | boolean, folding: Folding): boolean {
  if (typeof wanted === 'number') return asNumber(value) === wanted;
  if (typeof wanted === 'string' && typeof value === 'string') return same(folding)(value) === same(folding)(wanted);
  return value === wanted;
}

const includes = (value: unknown, wanted: string | number | boolean, folding: Folding): boolean =>
  Array.isArray(value) &&
  value.some((v) => v === wanted || (typeof v === 'string' && typeof wanted === 'string' && equals(v, wanted, folding)));

const isEmpty = (value: unknown): boolean =>
  value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

const compareNumbers = {
  eq: (a: number, b: number) => a === b,
  neq: (a: number, b: number) => a !== b,
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
} as const;

/**
 * The comparison on a plain JSON value: what the statements must answer too. Missing is undefined or null; days are those of `zone`.
 */
export function testValue(value: unknown, test: ValueTest, now: Date, zone = 'UTC'): boolean {
  if ('missing' in test && test.missing && !isGiven(value)) return test.missing === 'include';
  return isRelative(test) ? relative(value, test, now, zone) : absolute(value, test);
}

function absolute(value: unknown, test: AbsoluteTest): boolean {
  switch (test.op) {
    case 'eq':
      return equals(value, test.value, test);
    case 'neq':
      return !equals(value, test.value, test);
    case 'in':
      return test.value.some((v) => equals(value, v, test));
    case 'not_in':
      return !test.value.some((v) => equals(value, v, test));
    case 'contains':
      return holds(asText(value), (t) => same(test)(t).includes(same(test)(test.value)));
    case 'not_contains':
      return !holds(asText(value), (t) => same(test)(t).includes(same(test)(test.value)));
    case 'starts_with':
      return holds(asText(value), (t) => same(test)(t).startsWith(same(test)(test.value)));
    case 'ends_with':
      return holds(asText(value), (t) => same(test)(t).endsWith(same(test)(test.value)));
    case 'matches':
      return holds(asText(value), (t) => patternRegExp(test.value).test(t));
    case 'not_matches':
      return !holds(asText(value), (t) => patternRegExp(test.value).test(t));
    case 'exists':
      return isGiven(value);
    case 'not_exists':
      return !isGiven(value);
    case 'empty':
      return isEmpty(value);
    case 'not_empty':
      return isGiven(value) && !isEmpty(value);
    case 'is_true':
      return value === true;
    case 'is_false':
      return value === false;
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return holds(asNumber(value), (n) => compareNumbers[test.op](n, test.value));
    case 'between':
      return between(value, test.value) === true;
    case 'not_between':
      return between(value, test.value) === false;
    case 'before':
      return holds(asMoment(value), (m) => m < momentStart(test.value));
    case 'after':
      return holds(asMoment(value), (m) => m >= momentEnd(test.value));
    case 'includes':
      return includes(value, test.value, test);
    case 'not_includes':
      return !includes(value, test.value, test);
    case 'includes_any':
      return test.value.some((v) => includes(value, v, test));
    case 'includes_all':
      return test.value.every((v) => includes(value, v, test));
    case 'includes_none':
      return !test.value.some((v) => includes(value, v, test));
    case 'length':
      return Array.isArray(value) && compareNumbers[test.value.op](value.length, test.value.n);
    default:
      return assertUnreachable(test);
  }
}

/** Undefined for a value that is no number, or no moment. */
function between(value: unknown, [low, high]: readonly [number, number] | readonly [string, string]): boolean | undefined {
  if (typeof low === 'number' && typeof high === 'number') {
    const n = asNumber(value);
    return n === undefined ? undefined : n >= low && n <= high;
  }
  const m = asMoment(value);
  return m === undefined ? undefined : m >= momentStart(String(low)) && m < momentEnd(String(high));
}

function relative(value: unknown, test: RelativeTest, now: Date, zone: string): boolean {
  const at = now.getTime();
  const moment = asMoment(value);
  if (moment === undefined) return false;
  const day = isDay(String(value));
  switch (test.op) {
    case 'in_last':
      return moment > at - durationMs(test.value) && moment <= at;
    case 'not_in_last':
      return moment <= at - durationMs(test.value) || moment > at;
    case 'before_last':
      return moment <= at - durationMs(test.value);
    case 'in_next':
      return moment > at && moment <= at + durationMs(test.value);
    case 'after_next':
      return moment > at + durationMs(test.value);
    case 'in_calendar':
      return inPeriod(moment, day, test.value, now, zone);
    case 'not_in_calendar':
      return !inPeriod(moment, day, test.value, now, zone);
    case 'anniversary': {
      const today = dateIn(zone, now);
      const date = day ? new Date(moment) : dateIn(zone, new Date(moment));
      return anniversaryKeys(today, today, test.value.days).includes(date.toISOString().slice(5, 10));
    }
    default:
      return assertUnreachable(test);
  }
}

function inPeriod(moment: number, day: boolean, period: Period, now: Date, zone: string): boolean {
  const { from, to } = day ? periodDates(period, now, zone) : periodBounds(period, now, zone);
  return moment >= from.getTime() && moment < to.getTime();
}
