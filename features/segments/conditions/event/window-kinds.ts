import type { EventWindow } from './window-schema';

export const windowKinds = ['ever', 'last', 'ago', 'between', 'calendar', 'since', 'until', 'range', 'sinceTrait', 'sinceEvent'] as const;
export type WindowKind = (typeof windowKinds)[number];

/** Which windows a condition knows: those that are the same for everybody, those and the calendar, or all. */
export type WindowOffer = 'fixed' | 'calendar' | 'all';

const personal: readonly WindowKind[] = ['sinceTrait', 'sinceEvent'];

export const offeredKinds = (offer: WindowOffer): WindowKind[] =>
  windowKinds.filter((kind) => offer === 'all' || (!personal.includes(kind) && (kind !== 'calendar' || offer === 'calendar')));

/** The kind of a window, as its control says it. */
export function kindOfWindow(window: EventWindow | undefined): WindowKind {
  if (!window) return 'ever';
  if ('last' in window) return 'last';
  if ('between' in window) return window.between.from ? 'between' : 'ago';
  for (const kind of ['calendar', 'sinceTrait', 'sinceEvent'] as const) if (kind in window) return kind;
  return 'from' in window && 'to' in window ? 'range' : 'to' in window ? 'until' : 'since';
}

/** A window of the kind, as it begins. */
export const freshWindow: Record<WindowKind, () => EventWindow | undefined> = {
  ever: () => undefined,
  last: () => ({ last: { days: 30 } }),
  ago: () => ({ between: { to: { days: 30 } } }),
  between: () => ({ between: { from: { days: 90 }, to: { days: 30 } } }),
  calendar: () => ({ calendar: { unit: 'month', offset: 0 } }),
  since: () => ({ from: '' }),
  until: () => ({ to: '' }),
  range: () => ({ from: '', to: '' }),
  sinceTrait: () => ({ sinceTrait: { trait: '' } }),
  sinceEvent: () => ({ sinceEvent: { event: '', which: 'last' } }),
};
