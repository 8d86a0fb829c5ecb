import type { Format } from '@/lib/format';
import { type Duration, type DurationUnit, unitMs } from './duration';
import { isDay } from './moment';

/** What a sentence is made with: the words of `messages/<locale>/segments.json`, the reader's format, and names by id or key. */
export type Words = {
  t: (key: string, values?: Record<string, string | number>) => string;
  /** An event's name in words. */
  event: (name: string) => string;
  format: Pick<Format, 'number' | 'date' | 'dateTime' | 'list'>;
  names: Record<'segments' | 'purposes' | 'channels' | 'lists' | 'campaigns' | 'sources', ReadonlyMap<string, string>>;
};

/** "30 days". */
export function durationText(duration: Duration, { t }: Pick<Words, 't'>): string {
  const unit = (Object.keys(unitMs) as DurationUnit[]).find((u) => duration[u] !== undefined) ?? 'days';
  return t(`duration.${unit}`, { n: duration[unit] ?? 0 });
}

/** A whole day keeps its date in every zone; a moment is shown in the company's. */
export const momentText = (text: string, { format }: Pick<Words, 'format'>): string =>
  isDay(text) ? format.date(`${text}T12:00:00Z`) : format.dateTime(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);

/** Isolated, so that a Latin value inside a Persian sentence does not carry the full stop away. */
export const quote = (text: string): string => `\u2068${text}\u2069`;
