import { ANY_EVENT } from '../../constants';
import type { Catalogue } from '../types';
import type { EventCondition, PropertyFilter } from './schema';
import { type Bounds, windowBounds } from './window';

export type CountOp = EventCondition['op'];
export type Measure = 'count' | 'sum';

/** What an event condition asks of one person's events. Conditions of one `source` can be answered by one pass over them. */
export type EventPlan = {
  event: string;
  where: readonly PropertyFilter[];
  /** Number of the event in daily aggregates, when whole days may be read from them. */
  dailyKey: number | undefined;
  bounds: Bounds;
  measure: Measure;
  op: CountOp;
  /** A count, or a sum in ten-thousandths. */
  bound: number;
};

const opposite: Record<CountOp, CountOp> = { gte: 'lt', lt: 'gte', gt: 'lte', lte: 'gt', eq: 'neq', neq: 'eq' };

/** Sums are compared in ten-thousandths, rounded half to even, so that the order of adding floats never decides. */
export function tenThousandths(value: number): number {
  const scaled = value * 10_000;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  if (rest !== 0.5) return Math.round(scaled) + 0;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Whether the measured number compares as asked. */
export function compare(op: CountOp, measured: number, bound: number): boolean {
  switch (op) {
    case 'gte':
      return measured >= bound;
    case 'gt':
      return measured > bound;
    case 'lte':
      return measured <= bound;
    case 'lt':
      return measured < bound;
    case 'eq':
      return measured === bound;
    case 'neq':
      return measured !== bound;
  }
}

/** The same comparison as an SQL operator. */
export const compareSql: Record<CountOp, string> = { gte: '>=', gt: '>', lte: '<=', lt: '<', eq: '=', neq: '<>' };

/** Whether somebody without any such event fits: then the condition is everybody but those who do not. */
export const fitsNobodysEvents = (plan: EventPlan): boolean => compare(plan.op, 0, plan.bound);

/** The plan of exactly those who do not fit. */
export const opposed = (plan: EventPlan): EventPlan => ({ ...plan, op: opposite[plan.op] });

/** What the condition asks at `now`. */
export function planEvents(c: EventCondition, now: Date, definitions: Catalogue['definitions']): EventPlan {
  const definition = definitions.get(c.event);
  const daily = definition?.ready && c.where === undefined && c.event !== ANY_EVENT;
  const sum = c.measure === 'sum';
  return {
    event: c.event,
    where: c.where ?? [],
    dailyKey: daily ? definition.key : undefined,
    bounds: windowBounds(c.window, now),
    measure: sum ? 'sum' : 'count',
    op: c.op,
    bound: sum ? tenThousandths(c.amount) : c.count,
  };
}
