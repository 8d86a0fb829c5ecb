import type { Slot } from './slots';

type Times = readonly ['gte' | 'lte' | 'eq', number];
type Window = { last: { days: number } } | { between: { from: { days: number }; to: { days: number } } };

export const lastDays = (days: number): Window => ({ last: { days } });
export const daysAgo = (from: number, to: number): Window => ({ between: { from: { days: from }, to: { days: to } } });

/** An event at least so often, ever or in a time. */
export const did = (event: Slot, least = 1, window?: Window, where?: readonly object[]) => counted(event, ['gte', least], window, where);

/** An event never, or not in a time. */
export const didNot = (event: Slot, window?: Window, where?: readonly object[]) => counted(event, ['eq', 0], window, where);

const counted = (event: Slot, [op, count]: Times, window?: Window, where?: readonly object[]) => ({
  kind: 'event',
  event,
  op,
  count,
  ...(window ? { window } : {}),
  ...(where ? { where } : {}),
});

/** What an event's values add up to. */
export const adds = (event: Slot, amount: number, window: Window) => ({ kind: 'event', event, measure: 'sum', op: 'gte', amount, window });

export const trait = (name: string, op: string, value?: unknown) => ({
  kind: 'trait',
  trait: name,
  op,
  ...(value === undefined ? {} : { value }),
});
export const mayReach = (channel: string) => ({ kind: 'consent', purpose: 'marketing', channel, op: 'granted' });
export const all = (...conditions: object[]) => ({ all: conditions });
export const any = (...conditions: object[]) => ({ any: conditions });
