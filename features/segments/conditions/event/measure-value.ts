import { plainText } from '../sequence/plain-text';
import type { EventFact } from '../types';
import { valueAt } from '../value-path';
import { NUMBER_TEXT } from '../value-source';
import { type Measure, type PropertyRef, roundEven, tenThousandths } from './measure';
import { LARGEST_NUMBER } from './property-sql';

const numberText = new RegExp(NUMBER_TEXT);

/** A number in ten-thousandths, rounded half away from zero from its decimal digits, as PostgreSQL rounds a numeric. */
function exactTenThousandths(value: unknown): bigint | undefined {
  const digits = typeof value === 'number' ? plainText(value) : typeof value === 'string' && numberText.test(value) ? value : undefined;
  if (digits === undefined || Math.abs(Number(digits)) > LARGEST_NUMBER) return undefined;
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits) ?? [];
  const padded = fraction.padEnd(5, '0');
  const n = BigInt(whole + padded.slice(0, 4)) + (Number(padded[4]) >= 5 ? 1n : 0n);
  return sign ? -n : n;
}

const dividedHalfAway = (sum: bigint, n: bigint): bigint => {
  const half = (2n * (sum < 0n ? -sum : sum) + n) / (2n * n);
  return sum < 0n ? -half : half;
};

/** Of an even number the mean of the middle two. */
function middle(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0;
  return low + (high - low) * 0.5;
}

const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);
/** The JSON text of a value, with numbers in full. */
const keyOf = (value: string | number | boolean): string => (typeof value === 'number' ? (plainText(value) ?? '') : JSON.stringify(value));
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function ofProperty(measure: Measure, values: { event: EventFact; value: unknown }[]): number | { value: unknown } | undefined {
  const scalars = values.flatMap(({ event, value }) => (isScalar(value) ? [{ event, value, key: keyOf(value) }] : []));
  if (measure === 'latest' || measure === 'first') {
    const ordered = scalars.sort((a, b) => +a.event.occurredAt - +b.event.occurredAt || (a.event.id < b.event.id ? -1 : 1));
    return measure === 'latest' ? ordered.at(-1) : ordered[0];
  }
  if (measure === 'distinct') return scalars.length === 0 ? undefined : new Set(scalars.map((s) => s.key)).size * 10_000;
  if (measure === 'most_frequent') {
    const times = (key: string) => scalars.filter((s) => s.key === key).length;
    return scalars.sort((a, b) => times(b.key) - times(a.key) || byBytes(a.key, b.key))[0];
  }
  const numbers = values.flatMap(({ value }) => exactTenThousandths(value) ?? []);
  const sum = numbers.reduce((a, b) => a + b, 0n);
  if (measure === 'sum') return Number(sum);
  if (numbers.length === 0) return undefined;
  if (measure === 'average') return Number(dividedHalfAway(sum, BigInt(numbers.length)));
  return ofNumbers(measure, numbers.map(Number));
}

function ofNumbers(measure: Measure, numbers: number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  if (measure === 'minimum') return Math.min(...numbers);
  if (measure === 'maximum') return Math.max(...numbers);
  return roundEven(middle(numbers));
}

/**
 * What a measure says of one person's events, from plain data: a count, a number in ten-thousandths, or a value of the property;
 * undefined when there is nothing to measure. What `measuredSql` must answer too.
 */
export function measured(
  measure: Measure,
  of: PropertyRef | undefined,
  events: readonly EventFact[],
): number | { value: unknown } | undefined {
  if (measure === 'count') return events.length;
  if (of) {
    const path = [of.property, ...(of.path ?? [])];
    return ofProperty(
      measure,
      events.map((event) => ({ event, value: valueAt(event.properties, path) })),
    );
  }
  const sum = tenThousandths(events.reduce((total, e) => total + (e.value ?? 0), 0));
  if (measure === 'sum') return sum;
  if (measure === 'average') return events.length === 0 ? undefined : roundEven(sum / events.length);
  const values = events.flatMap((e) => e.value ?? []);
  if (values.length === 0) return undefined;
  if (measure === 'median') return roundEven(middle(values) * 10_000);
  return ofNumbers(measure, values.map(tenThousandths));
}
