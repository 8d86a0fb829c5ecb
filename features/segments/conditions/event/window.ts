import { durationMs } from '../duration';
import { DAY_MS, momentEnd, momentStart } from '../moment';
import type { EventWindow } from './schema';

/** The events that count: `from <= occurredAt < to`, to the millisecond. `from` null is since ever. Nothing after `now` counts. */
export type Bounds = { from: Date | null; to: Date };

/** What a window means at `now`. A rolling window is `(now - length, now]`. */
export function windowBounds(window: EventWindow | undefined, now: Date): Bounds {
  const next = now.getTime() + 1;
  if (!window) return { from: null, to: new Date(next) };
  if ('last' in window) return { from: new Date(next - durationMs(window.last)), to: new Date(next) };
  if ('between' in window) {
    return { from: new Date(next - durationMs(window.between.from)), to: new Date(next - durationMs(window.between.to)) };
  }
  const end = window.to === undefined ? next : Math.min(momentEnd(window.to), next);
  return { from: window.from === undefined ? null : new Date(momentStart(window.from)), to: new Date(end) };
}

/** The whole UTC days inside the bounds: `firstDay <= day < endDay`; `firstDay` null is since ever; undefined when there is none. */
export function wholeDays({ from, to }: Bounds): { firstDay: Date | null; endDay: Date } | undefined {
  const end = Math.floor(to.getTime() / DAY_MS) * DAY_MS;
  const first = from && Math.ceil(from.getTime() / DAY_MS) * DAY_MS;
  if (first !== null && first >= end) return undefined;
  return { firstDay: first === null ? null : new Date(first), endDay: new Date(end) };
}
