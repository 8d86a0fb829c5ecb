import type { RuleNode } from '../../schema';
import { type Duration, durationMs, unitMs } from '../duration';
import type { CalendarWindow } from '../event/window-schema';
import { momentEnd, momentStart } from '../moment';
import type { ActivityCondition } from './schema';

export type PartRole = 'inside' | 'before' | 'after' | 'active' | 'quiet' | 'recent' | 'gap' | 'period';
/** A window in which the event must, or must not, have been performed. */
export type ActivityPart = { role: PartRole; window: CalendarWindow; performed: boolean };

const minutes = (ms: number): Duration => ({ minutes: ms / unitMs.minutes });

/** The windows that make up the pattern, each with what is asked of it: all of them together are the condition. */
export function partsOf(c: ActivityCondition): ActivityPart[] {
  switch (c.pattern) {
    case 'first':
    case 'last': {
      const other = c.pattern === 'first' ? beforeOf(c.window) : afterOf(c.window);
      const role = c.pattern === 'first' ? 'before' : 'after';
      return [
        { role: 'inside', window: c.window, performed: true },
        ...(other ? [{ role, window: other, performed: false } as const] : []),
      ];
    }
    case 'stopped': {
      const from = minutes(durationMs(c.active) + durationMs(c.quiet));
      return [
        { role: 'active', window: { between: { from, to: c.quiet } }, performed: true },
        { role: 'quiet', window: { last: c.quiet }, performed: false },
      ];
    }
    case 'resumed': {
      const from = minutes(durationMs(c.recent) + durationMs(c.gap));
      return [
        { role: 'recent', window: { last: c.recent }, performed: true },
        { role: 'gap', window: { between: { from, to: c.recent } }, performed: false },
        { role: 'before', window: { between: { to: from } }, performed: true },
      ];
    }
    case 'regular': {
      const ago = (n: number) => minutes(durationMs(c.every) * n);
      return Array.from({ length: c.periods }, (_, i) => ({
        role: 'period',
        window: i === 0 ? { last: c.every } : { between: { from: ago(i + 1), to: ago(i) } },
        performed: true,
      }));
    }
  }
}

/** All time before the window; undefined when it has no beginning. */
function beforeOf(window: CalendarWindow): CalendarWindow | undefined {
  if ('last' in window) return { between: { to: window.last } };
  if ('between' in window) return window.between.from && { between: { to: window.between.from } };
  if ('calendar' in window) return window.part === 'before' ? undefined : { calendar: window.calendar, part: 'before' };
  return window.from === undefined ? undefined : { to: new Date(momentStart(window.from)).toISOString() };
}

/** All time since the window ended; undefined when it ends now. */
function afterOf(window: CalendarWindow): CalendarWindow | undefined {
  if ('last' in window) return undefined;
  if ('between' in window) return { last: window.between.to };
  if ('calendar' in window) {
    const { unit, offset } = window.calendar;
    if (window.part === 'before') return { calendar: { unit, offset }, part: 'since' };
    return window.part === 'since' || offset === 0 ? undefined : { calendar: { unit, offset: offset + 1 }, part: 'since' };
  }
  return window.to === undefined ? undefined : { from: new Date(momentEnd(window.to)).toISOString() };
}

/** The pattern as a rule of event conditions. */
export function activityRule(c: ActivityCondition): RuleNode {
  const event = { kind: 'event' as const, event: c.event, ...(c.where ? { where: c.where } : {}) };
  return {
    all: partsOf(c).map(({ window, performed }) =>
      performed ? { ...event, op: 'gte' as const, count: 1, window } : { ...event, op: 'eq' as const, count: 0, window },
    ),
  };
}
