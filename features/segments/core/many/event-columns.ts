import { sortedMeasures } from '../../conditions/event/measure';
import { checkSql, measuredSql } from '../../conditions/event/measure-sql';
import type { EventPlan } from '../../conditions/event/plan';
import { measuredValue } from '../../conditions/event/property-sql';
import { whereSql } from '../../conditions/event/where-sql';
import { wholeDays } from '../../conditions/event/window';
import type { CompileContext } from '../../conditions/types';
import { ANY_EVENT } from '../../constants';
import { dailyRows, newPass, type Pass, placeOf, rawRows } from './event-rows';

/** One pass, and the columns that answer. */
type ColumnPass = Pass & { alias: string; columns: Map<string, string> };

const columnPass = (alias: string): ColumnPass => ({ ...newPass(), alias, columns: new Map() });

/** The name under which a map knows a text; a new one of this letter if it does not. */
function nameIn(map: Map<string, string>, sql: string, letter: string): string {
  const name = map.get(sql) ?? `${letter}${map.size + 1}`;
  map.set(sql, name);
  return name;
}

/**
 * What many rules ask of the same people's events, as columns of at most three sub-queries: over daily aggregates with the edge days from
 * events, over events, and once more over events for measures that have to put values in order. Each row is read once a pass, whatever the
 * number of rules.
 */
export function eventColumns(context: CompileContext) {
  const { statement: s } = context;
  const raw = columnPass('ev');
  const sorted = columnPass('so');
  const daily = columnPass('dy');

  const passOf = ({ dailyKey, measure }: EventPlan): ColumnPass => {
    if (dailyKey !== undefined) return daily;
    return sortedMeasures.includes(measure) ? sorted : raw;
  };

  const filterOf = (plan: EventPlan, k: number | undefined): string => {
    const { from, to } = plan.bounds;
    const named = k === undefined ? '' : `r.k = ${k} and `;
    const inside = (a: Date | null, b: Date) => `${a ? `r.at >= ${s.at(a)} and ` : ''}r.at < ${s.at(b)}`;
    if (plan.dailyKey === undefined) return `${named}${inside(from, to)}${whereSql(context, plan.where, 'r')}`;
    const days = wholeDays(plan.bounds);
    if (!days) return `${named}not r.whole and ${inside(from, to)}`;
    const before = from && days.firstDay ? `(${inside(from, days.firstDay)}) or ` : '';
    return `${named}case when r.whole then ${inside(days.firstDay, days.endDay)} else ${before}(${inside(days.endDay, to)}) end`;
  };

  /** The column in which a pass reads what the plan measures beside value and moment. */
  const valueIn = (to: Pass, plan: EventPlan): string | undefined => {
    const value = measuredValue(s, plan);
    if (value === undefined) return undefined;
    const own = plan.event === ANY_EVENT ? value : `case when e.name = ${s.text(plan.event)} then ${value} end`;
    return `r.${nameIn(to.values, own, 'x')}`;
  };

  /** Whether this plan's check holds, as a boolean that is never null. */
  const test = (plan: EventPlan): string => {
    const to = passOf(plan);
    const k = plan.event === ANY_EVENT ? undefined : placeOf(to, plan.event);
    to.plans.push(plan);
    const column = `${to.alias}.${nameIn(to.columns, measuredSql(plan.measure, valueIn(to, plan), filterOf(plan, k)), 'c')}`;
    const whole = plan.measure === 'count' || plan.measure === 'sum';
    const held = checkSql(context, plan.check, plan.measure, whole ? `coalesce(${column}, 0)` : column);
    return whole || plan.check.op === 'test' ? `(${held})` : `coalesce(${held}, false)`;
  };

  const grouped = ({ columns, alias }: ColumnPass, rows: string): string => {
    const list = [...columns].map(([sql, name]) => `${sql} as ${name}`).join(', ');
    return ` left join (select r.profile_id, ${list} from (${rows}) r group by r.profile_id) ${alias} on ${alias}.profile_id = p.id`;
  };

  /** The joins to `profiles p` that provide the columns asked for so far. */
  const joins = (): string =>
    [raw, sorted, daily]
      .filter(({ columns }) => columns.size > 0)
      .map((one) => grouped(one, one === daily ? dailyRows(context, one) : rawRows(context, one)))
      .join('');

  return { test, joins };
}
