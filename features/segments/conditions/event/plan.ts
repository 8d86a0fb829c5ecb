import { ANY_EVENT } from '../../constants';
import type { Catalogue } from '../types';
import type { PropertyFilter } from './filter-schema';
import { type Check, compare, dailyMeasures, type Measure, opposedCheck, type PropertyRef, tenThousandths } from './measure';
import type { EventCondition } from './schema';
import type { Bounds } from './window';

/** What an event condition asks of one person's events. Conditions of one `source` can be answered by one pass over them. */
export type EventPlan = {
  event: string;
  where: readonly PropertyFilter[];
  /** Number of the event in daily aggregates, when whole days may be read from them. */
  dailyKey: number | undefined;
  bounds: Bounds;
  measure: Measure;
  /** The property that is measured; absent: the event's value. */
  of?: PropertyRef | undefined;
  check: Check;
};

/** Whether somebody without any such event fits: then the condition is everybody but those who do not. */
export const fitsNobodysEvents = ({ measure, check }: Pick<EventPlan, 'measure' | 'check'>): boolean =>
  (measure === 'count' || measure === 'sum') && check.op !== 'test' && compare(check, 0);

/** The plan of exactly those who do not fit. */
export const opposed = (plan: EventPlan): EventPlan => ({ ...plan, check: opposedCheck(plan.check) });

/** What the condition compares with: a count, or ten-thousandths. */
export function checkOf(c: EventCondition): Check {
  if ('test' in c) return { op: 'test', test: c.test };
  const scaled = (n: number) => ('count' in c ? n : tenThousandths(n));
  if (c.op === 'between') {
    const [low, high] = 'count' in c ? c.count : c.amount;
    return { op: 'between', low: scaled(low), high: scaled(high) };
  }
  return { op: c.op, bound: scaled('count' in c ? c.count : c.amount) };
}

export const measureOf = (c: EventCondition): Measure => c.measure ?? 'count';
export const propertyOf = (c: EventCondition): PropertyRef | undefined => ('of' in c ? c.of : undefined);

/** Whether whole days of the event's aggregates can answer what the condition measures. */
export const readsDays = (c: EventCondition): boolean =>
  c.where === undefined && c.event !== ANY_EVENT && propertyOf(c) === undefined && dailyMeasures.includes(measureOf(c));

/** What the condition asks within these bounds. */
export function planEvents(c: EventCondition, bounds: Bounds, definitions: Catalogue['definitions']): EventPlan {
  const definition = definitions.get(c.event);
  return {
    event: c.event,
    where: c.where ?? [],
    dailyKey: definition?.ready && readsDays(c) ? definition.key : undefined,
    bounds,
    measure: measureOf(c),
    of: propertyOf(c),
    check: checkOf(c),
  };
}
