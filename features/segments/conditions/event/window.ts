import { durationMs } from '../duration';
import { DAY_MS, momentEnd, momentStart } from '../moment';
import { periodBounds } from '../zone';
import type { CalendarWindow, FixedWindow } from './window-schema';

/** The events that count: `from <= occurredAt < to`, to the millisecond. `from` null is since ever. Nothing after `now` counts. */
export type Bounds = { from: Date | null; to: Date };

/** What a window means at `now`. A rolling window is `(now - length, now]`. */
export function windowBounds(window: FixedWindow | undefined, now: Date): Bounds {
  const next = now.getTime() + 1;
  if (!window) return { from: null, to: new Date(next) };
  if ('last' in window) return { from: new Date(next - durationMs(window.last)), to: new Date(next) };
  if ('between' in window) {
    const { from, to } = window.between;
    return { from: from ? new Date(next - durationMs(from)) : null, to: new Date(next - durationMs(to)) };
  }
  const end = window.to === undefined ? next : Math.min(momentEnd(window.to), next);
  return { from: window.from === undefined ? null : new Date(momentStart(window.from)), to: new Date(end) };
}

/** The same, where a unit of the calendar is that of a time zone. */
export function boundsIn(window: CalendarWindow | undefined, now: Date, zone: string): Bounds {
  if (!window || !('calendar' in window)) return windowBounds(window, now);
  const { from, to } = periodBounds(window.calendar, now, zone);
  const next = new Date(now.getTime() + 1);
  if (window.part === 'before') return { from: null, to: from };
  return { from, to: window.part === 'since' || to > next ? next : to };
}

/** The smallest bounds around all of these. */
export function hullOf(all: readonly Bounds[]): Bounds {
  const to = new Date(Math.max(...all.map((b) => b.to.getTime())));
  const froms = all.map((b) => b.from?.getTime());
  return { from: froms.includes(undefined) ? null : new Date(Math.min(...froms.map((f) => f ?? 0))), to };
}

/** The whole UTC days inside the bounds: `firstDay <= day < endDay`; `firstDay` null is since ever; undefined when there is none. */
export function wholeDays({ from, to }: Bounds): { firstDay: Date | null; endDay: Date } | undefined {
  const end = Math.floor(to.getTime() / DAY_MS) * DAY_MS;
  const first = from && Math.ceil(from.getTime() / DAY_MS) * DAY_MS;
  if (first !== null && first >= end) return undefined;
  return { firstDay: first === null ? null : new Date(first), endDay: new Date(end) };
}
