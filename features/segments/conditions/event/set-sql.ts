import type { CompileContext } from '../types';
import { compareSql, type EventPlan, fitsNobodysEvents, opposed } from './plan';
import { rowsSql } from './rows-sql';
import type { Bounds } from './window';

/** The condition on a group's rows; `filter` narrows them to the plan's own window. */
const having = (plan: EventPlan, bound: string, filter = ''): string =>
  plan.measure === 'count'
    ? `coalesce(sum(r.n)${filter}, 0) ${compareSql[plan.op]} ${bound}`
    : `coalesce(round(sum(r.v)${filter} * 10000), 0) ${compareSql[plan.op]} ${bound}`;

const boundSql = (plan: EventPlan, { statement: s }: CompileContext): string =>
  plan.measure === 'count' ? s.int(plan.bound) : s.float(plan.bound);

/** Whether having any such event at all is what the plan asks: no need to group. */
const asksForAny = (plan: EventPlan): boolean =>
  plan.measure === 'count' &&
  ((plan.op === 'gte' && plan.bound === 1) || (plan.op === 'gt' && plan.bound === 0) || (plan.op === 'neq' && plan.bound === 0));

const sameBounds = (a: Bounds, b: Bounds): boolean => a.from?.getTime() === b.from?.getTime() && a.to.getTime() === b.to.getTime();

function hull(plans: readonly EventPlan[]): Bounds {
  const froms = plans.map((p) => p.bounds.from);
  const to = new Date(Math.max(...plans.map((p) => p.bounds.to.getTime())));
  return { from: froms.includes(null) ? null : new Date(Math.min(...froms.map((f) => f?.getTime() ?? 0))), to };
}

/** Plans that one pass over the same rows can answer: daily aggregates only when the windows are the same. */
export function canShare(a: EventPlan, b: EventPlan): boolean {
  if (a.event !== b.event || a.dailyKey !== b.dailyKey || JSON.stringify(a.where) !== JSON.stringify(b.where)) return false;
  return sameBounds(a.bounds, b.bounds) || a.dailyKey === undefined;
}

/** The ids of those whom all these plans fit, read in one pass. The plans can share, and none fits people without events. */
export function groupedSql(plans: readonly [EventPlan, ...EventPlan[]], context: CompileContext): string {
  const [first] = plans;
  const { statement: s } = context;
  const bounds = hull(plans);
  const single = plans.every((p) => sameBounds(p.bounds, bounds));
  if (plans.length === 1 && asksForAny(first)) return `select r.profile_id from (${rowsSql(first, bounds, context)}) r`;
  const conditions = plans.map((plan) => {
    const { from, to } = plan.bounds;
    const filter = single ? '' : ` filter (where ${from ? `r.at >= ${s.at(from)} and ` : ''}r.at < ${s.at(to)})`;
    return having(plan, boundSql(plan, context), filter);
  });
  return `select r.profile_id from (${rowsSql(first, bounds, context, !single)}) r group by r.profile_id having ${conditions.join(' and ')}`;
}

/** The set of one plan; `negated`: everybody in scope but that set. */
export function planSet(plan: EventPlan, context: CompileContext): { negated: boolean; sql: string } {
  const negated = fitsNobodysEvents(plan);
  return { negated, sql: groupedSql([negated ? opposed(plan) : plan], context) };
}
