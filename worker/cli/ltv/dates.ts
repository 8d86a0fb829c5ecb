import { dayNumber } from '@/features/traits/core/days';

export const dateForms = ['ymd', 'dmy', 'mdy'] as const;
export type DateForm = (typeof dateForms)[number];

const YEAR_FIRST = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:$|[T ])/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:$|[T ,])/;

/** The day a text begins with, as written (no time zone is applied); undefined when it is none. `form` says how `1/2/2026` is meant. */
export function readDay(text: string, form: DateForm | undefined): number | undefined {
  const first = YEAR_FIRST.exec(text);
  if (first) return dayOf(first[1], first[2], first[3]);
  const last = YEAR_LAST.exec(text);
  if (!last || form === 'ymd') return undefined;
  return form === 'dmy' ? dayOf(last[3], last[2], last[1]) : dayOf(last[3], last[1], last[2]);
}

function dayOf(year = '', month = '', day = ''): number | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const found = dayNumber(text);
  // The engine turns 30 February into 1 March: such a day is none.
  return Number.isFinite(found) && new Date(found * 86_400_000).toISOString().startsWith(text) ? found : undefined;
}

/** How dates with the year last are meant in a file: a first or second number above twelve tells. `unclear` where none does. */
export function formOf(samples: readonly string[]): DateForm | 'unclear' {
  const parts =
    samples.flatMap((text) => YEAR_LAST.exec(text) ?? []).length === 0
      ? []
      : samples.flatMap((text) => [YEAR_LAST.exec(text)]).filter((m) => m !== null);
  if (parts.length === 0) return 'ymd';
  const dayFirst = parts.some((m) => Number(m[1]) > 12);
  const monthFirst = parts.some((m) => Number(m[2]) > 12);
  if (dayFirst === monthFirst) return 'unclear';
  return dayFirst ? 'dmy' : 'mdy';
}
