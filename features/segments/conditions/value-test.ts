import { assertUnreachable } from '@/lib/errors';
import { durationMs } from './duration';
import { momentEnd, momentStart, parseMoment } from './moment';
import type { ValueTest } from './value-schema';
import { NUMBER_TEXT } from './value-source';

const numberText = new RegExp(NUMBER_TEXT);

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const asMoment = (value: unknown): number | undefined => (typeof value === 'string' ? parseMoment(value) : undefined);

function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && numberText.test(value) ? Number(value) : undefined;
}

const holds = <T>(value: T | undefined, test: (value: T) => boolean): boolean => value !== undefined && test(value);

function equals(value: unknown, wanted: string | number | boolean): boolean {
  if (typeof wanted === 'number') return asNumber(value) === wanted;
  return value === wanted;
}

const includes = (value: unknown, wanted: string | number | boolean): boolean => Array.isArray(value) && value.some((v) => v === wanted);

/** The comparison on a plain JSON value: what `testSql` must answer too. Missing is undefined or null. */
export function testValue(value: unknown, test: ValueTest, now: Date): boolean {
  const at = now.getTime();
  switch (test.op) {
    case 'eq':
      return equals(value, test.value);
    case 'neq':
      return !equals(value, test.value);
    case 'in':
      return test.value.some((v) => equals(value, v));
    case 'not_in':
      return !test.value.some((v) => equals(value, v));
    case 'contains':
      return holds(asText(value), (t) => t.includes(test.value));
    case 'not_contains':
      return !holds(asText(value), (t) => t.includes(test.value));
    case 'starts_with':
      return holds(asText(value), (t) => t.startsWith(test.value));
    case 'ends_with':
      return holds(asText(value), (t) => t.endsWith(test.value));
    case 'exists':
      return value !== undefined && value !== null;
    case 'not_exists':
      return value === undefined || value === null;
    case 'is_true':
      return value === true;
    case 'is_false':
      return value === false;
    case 'gt':
      return holds(asNumber(value), (n) => n > test.value);
    case 'gte':
      return holds(asNumber(value), (n) => n >= test.value);
    case 'lt':
      return holds(asNumber(value), (n) => n < test.value);
    case 'lte':
      return holds(asNumber(value), (n) => n <= test.value);
    case 'between':
      return between(value, test.value);
    case 'before':
      return holds(asMoment(value), (m) => m < momentStart(test.value));
    case 'after':
      return holds(asMoment(value), (m) => m >= momentEnd(test.value));
    case 'in_last':
      return holds(asMoment(value), (m) => m > at - durationMs(test.value) && m <= at);
    case 'not_in_last':
      return holds(asMoment(value), (m) => m <= at - durationMs(test.value) || m > at);
    case 'in_next':
      return holds(asMoment(value), (m) => m > at && m <= at + durationMs(test.value));
    case 'includes':
      return includes(value, test.value);
    case 'not_includes':
      return !includes(value, test.value);
    default:
      return assertUnreachable(test);
  }
}

function between(value: unknown, [low, high]: readonly [number, number] | readonly [string, string]): boolean {
  if (typeof low === 'number' && typeof high === 'number') return holds(asNumber(value), (n) => n >= low && n <= high);
  return holds(asMoment(value), (m) => m >= momentStart(String(low)) && m < momentEnd(String(high)));
}
