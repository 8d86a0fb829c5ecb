import type { CompileContext } from '../types';
import { checkSql, measuredSql, totalSql } from './measure-sql';
import { type EventPlan, fitsNobodysEvents, opposed } from './plan';
import { measuredValue } from './property-sql';
import { rowsSql } from './rows-sql';
import { totalsSql } from './totals-sql';
import { zoneOf } from './where-sql';
import { type Bounds, hullOf } from './window';

/** Whether having any such event at all is what the plan asks: no need to group. */
function asksForAny({ measure, check }: EventPlan): boolean {
  if (measure !== 'count' || !('bound' in check)) return false;
  return (check.op === 'gte' && check.bound === 1) || ((check.op === 'gt' || check.op === 'neq') && check.bound === 0);
}

const sameBounds = (a: Bounds, b: Bounds): boolean => a.from?.getTime() === b.from?.getTime() && a.to.getTime() === b.to.getTime();

/** Plans that one pass over the same rows can answer: daily aggregates only when the windows are the same. */
export function canShare(a: EventPlan, b: EventPlan): boolean {
  if (a.event !== b.event || a.dailyKey !== b.dailyKey || JSON.stringify(a.where) !== JSON.stringify(b.where)) return false;
  return sameBounds(a.bounds, b.bounds) || a.dailyKey === undefined;
}

/** The columns that measures read beside number, value and moment, and the column of each plan. */
function valueColumns(plans: readonly EventPlan[], { statement }: CompileContext) {
  const byValue = new Map<string, string>();
  const place = (plan: EventPlan): string | undefined => {
    const value = measuredValue(statement, plan);
    if (value === undefined) return undefined;
    const column = byValue.get(value) ?? `x${byValue.size + 1}`;
    byValue.set(value, column);
    return column;
  };
  const own = new Map(plans.map((plan) => [plan, place(plan)]));
  const ordered = plans.some((plan) => plan.measure === 'latest' || plan.measure === 'first');
  const columns = new Map([...[...byValue].map(([sql, column]) => [column, sql] as const), ...(ordered ? [['id', 'e.id'] as const] : [])]);
  return { columns, ordered, columnOf: (plan: EventPlan) => own.get(plan) && `r.${own.get(plan)}` };
}

/** A set of ids; `unique`: each of them comes once. */
export type IdSet = { sql: string; unique: boolean };

/**
 * The ids of those whom all these plans fit, read in one pass. The plans can share, and none fits people without events.
 * @param join what narrows the events `e` to each person's own window, if anything does
 * @param excluding for leaving these people out: then having any such event is asked of each row, and nobody is added up
 */
export function groupedSql(
  plans: readonly [EventPlan, ...EventPlan[]],
  context: CompileContext,
  { join, excluding = false }: { join?: string | undefined; excluding?: boolean } = {},
): IdSet {
  const [first] = plans;
  const bounds = hullOf(plans.map((plan) => plan.bounds));
  const any = plans.every(asksForAny);
  const totals = join || (excluding && any) ? undefined : totalsSql(first, bounds, context);
  if (totals) {
    const checks = plans.filter((plan) => !asksForAny(plan)).map((p) => checkSql(context, p.check, p.measure, totalSql(p.measure)));
    return { sql: `select t.profile_id from ${totals} t${checks.length ? ` where ${checks.join(' and ')}` : ''}`, unique: true };
  }
  if (plans.length === 1 && any) return { sql: `select r.profile_id from (${rowsSql(first, bounds, context, { join })}) r`, unique: false };
  return { sql: havingSql(plans, bounds, context, join), unique: true };
}

function havingSql(plans: readonly [EventPlan, ...EventPlan[]], bounds: Bounds, context: CompileContext, join?: string): string {
  const { statement: s } = context;
  const single = plans.every((p) => sameBounds(p.bounds, bounds));
  const { columns, ordered, columnOf } = valueColumns(plans, context);
  const conditions = plans.map((plan) => {
    const { from, to } = plan.bounds;
    const condition = single ? undefined : `${from ? `r.at >= ${s.at(from)} and ` : ''}r.at < ${s.at(to)}`;
    return checkSql({ ...context, zoneSql: zoneOf('r') }, plan.check, plan.measure, measuredSql(plan.measure, columnOf(plan), condition));
  });
  const rows = rowsSql(plans[0], bounds, context, { timed: !single || ordered, columns, join });
  return `select r.profile_id from (${rows}) r group by r.profile_id having ${conditions.join(' and ')}`;
}

/** The set of one plan; `negated`: everybody in scope but that set. */
export function planSet(plan: EventPlan, context: CompileContext): IdSet & { negated: boolean } {
  const negated = fitsNobodysEvents(plan);
  return { negated, ...groupedSql([negated ? opposed(plan) : plan], context, { excluding: negated }) };
}
