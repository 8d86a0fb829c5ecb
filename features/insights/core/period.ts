import type { FixedWindow } from '@/features/segments/conditions/event/window-schema';
import { DAY_MS } from '@/features/segments/conditions/moment';
import type { DashboardFilter } from '../schema';

/** Whole UTC days, both included; `from` null is since ever, `to` null is up to now. */
export type Period = { from: string | null; to: string | null };

export const EVER: Period = { from: null, to: null };

/** The UTC day of a moment. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

const shifted = (day: string, days: number): string => dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS));

/** What the filter's range means now: the last n days end with today. */
export function periodOf({ range, from, to }: DashboardFilter, now: Date): Period {
  if (range === 'custom') return { from: from ?? null, to: to ?? null };
  if (range === 'all') return EVER;
  return { from: shifted(dayOf(now), 1 - Number(range)), to: null };
}

/** The same period as a rule says it; undefined is ever. */
export function windowOf({ from, to }: Period): FixedWindow | undefined {
  if (from === null && to === null) return undefined;
  return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
}

/** The days both periods have; they must have some. */
export const within = (a: Period, b: Period): Period => ({
  from: a.from === null || (b.from !== null && b.from > a.from) ? b.from : a.from,
  to: a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to,
});

/** A day (`2026-03-04`) or a month (`2026-03`) as a period. */
export function periodOfText(text: string): Period {
  if (text.length === 10) return { from: text, to: text };
  return { from: `${text}-01`, to: shifted(`${monthAfter(text, 1)}-01`, -1) };
}

/** The month `n` months after one, as `2026-03`. */
export function monthAfter(month: string, n: number): string {
  const [year = 0, m = 1] = month.split('-').map(Number);
  const index = year * 12 + m - 1 + n;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** How many months lie between two. */
export function monthsBetween(first: string, second: string): number {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return index(second) - index(first);
}

/** Everything before a period: up to the day before it begins; undefined when it began with time. */
export const earlierThan = ({ from }: Period): Period | undefined => (from === null ? undefined : { from: null, to: shifted(from, -1) });

/** A day as a moment that is that day in every time zone but the outermost, for showing it. */
export const noon = (day: string | null | undefined): string | null => (day ? `${day.slice(0, 10)}T12:00:00Z` : null);
