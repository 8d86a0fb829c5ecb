import { sortedMeasures } from '../../conditions/event/measure';
import { checkSql, measuredSql } from '../../conditions/event/measure-sql';
import type { EventPlan } from '../../conditions/event/plan';
import { measuredValue } from '../../conditions/event/property-sql';
import { documentsOf, whereSql } from '../../conditions/event/where-sql';
import { hullOf, wholeDays } from '../../conditions/event/window';
import type { CompileContext } from '../../conditions/types';
import { ANY_EVENT } from '../../constants';
import { joinRanges, type Range } from './ranges';

/** Scans of events for the days at the edges of windows, at most. */
const MOST_EDGE_SCANS = 6;

/** One pass: the names of its events, what is asked of them, and the columns that answer. */
type Pass = { alias: string; names: string[]; plans: EventPlan[]; columns: Map<string, string>; values: Map<string, string> };

const pass = (alias: string): Pass => ({ alias, names: [], plans: [], columns: new Map(), values: new Map() });

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
  const { statement: s, scope } = context;
  const raw = pass('ev');
  const sorted = pass('so');
  const daily = pass('dy');

  const passOf = ({ dailyKey, measure }: EventPlan): Pass => {
    if (dailyKey !== undefined) return daily;
    return sortedMeasures.includes(measure) ? sorted : raw;
  };

  const position = ({ names }: Pass, event: string): number => {
    const found = names.indexOf(event);
    return found === -1 ? names.push(event) : found + 1;
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
    const k = plan.event === ANY_EVENT ? undefined : position(to, plan.event);
    to.plans.push(plan);
    const column = `${to.alias}.${nameIn(to.columns, measuredSql(plan.measure, valueIn(to, plan), filterOf(plan, k)), 'c')}`;
    const whole = plan.measure === 'count' || plan.measure === 'sum';
    const held = checkSql(context, plan.check, plan.measure, whole ? `coalesce(${column}, 0)` : column);
    return whole || plan.check.op === 'test' ? `(${held})` : `coalesce(${held}, false)`;
  };

  const grouped = ({ columns, alias }: Pass, rows: string): string => {
    const list = [...columns].map(([sql, name]) => `${sql} as ${name}`).join(', ');
    return ` left join (select r.profile_id, ${list} from (${rows}) r group by r.profile_id) ${alias} on ${alias}.profile_id = p.id`;
  };

  const rawRows = ({ plans, names: named, values }: Pass): string => {
    const { from, to } = hullOf(plans.map((plan) => plan.bounds));
    const every = plans.some((plan) => plan.event === ANY_EVENT);
    const names = named.length ? s.texts(named) : undefined;
    const ordered = plans.some((plan) => plan.measure === 'latest' || plan.measure === 'first');
    const more = [
      ...new Set(plans.flatMap((plan) => documentsOf(plan.where)).map((document) => `, e.${document}`)),
      ...(ordered ? [', e.id'] : []),
      ...[...values].map(([sql, name]) => `, ${sql} as ${name}`),
    ];
    const rows = `select e.profile_id, ${names ? `array_position(${names}, e.name)` : '0'} as k, e.occurred_at as at, 1 as n, e.value as v${more.join('')}
      from events e where e.occurred_at < ${s.at(to)}${from ? ` and e.occurred_at >= ${s.at(from)}` : ''}${
        every || !names ? '' : ` and e.name = any(${names})`
      }${scope.and('e.profile_id')}`;
    // OFFSET 0 keeps each value read once, however many measures look at it.
    return values.size > 0 ? `${rows} offset 0` : rows;
  };

  const edgesOf = ({ bounds }: EventPlan): Range[] => {
    const days = wholeDays(bounds);
    // Without whole days a window has a beginning: it is shorter than two days.
    if (!days) return bounds.from ? [{ from: bounds.from, to: bounds.to }] : [];
    const before = bounds.from && days.firstDay ? [{ from: bounds.from, to: days.firstDay }] : [];
    return [...before, { from: days.endDay, to: bounds.to }];
  };

  const dailyRows = (): string => {
    const days = daily.plans.flatMap((plan) => wholeDays(plan.bounds) ?? []);
    const parts: string[] = [];
    if (days.length > 0) {
      const keys = daily.names.map((name) => daily.plans.find((plan) => plan.event === name)?.dailyKey ?? -1);
      const keyList = `array[${keys.map((key) => s.smallint(key)).join(', ')}]`;
      const end = new Date(Math.max(...days.map((d) => d.endDay.getTime())));
      const firsts = days.map((d) => d.firstDay);
      const since = firsts.includes(null) ? '' : ` and d.day >= ${s.day(new Date(Math.min(...firsts.map((f) => f?.getTime() ?? 0))))}`;
      parts.push(`select d.profile_id, array_position(${keyList}, d.event_key) as k, d.day::timestamp at time zone 'UTC' as at, true as whole,
        d.n, d.sum as v from daily_aggregates d where d.event_key = any(${keyList})${since} and d.day < ${s.day(end)}${scope.and('d.profile_id')}`);
    }
    for (const { from, to } of joinRanges(daily.plans.flatMap(edgesOf), MOST_EDGE_SCANS)) {
      parts.push(`select e.profile_id, array_position(${s.texts(daily.names)}, e.name) as k, e.occurred_at as at, false as whole, 1 as n, e.value as v
        from events e where e.name = any(${s.texts(daily.names)}) and e.occurred_at >= ${s.at(from)} and e.occurred_at < ${s.at(to)}${scope.and('e.profile_id')}`);
    }
    const none = 'select null::uuid as profile_id, 0 as k, null::timestamptz as at, false as whole, 0 as n, 0::float8 as v where false';
    return parts.join(' union all ') || none;
  };

  /** The joins to `profiles p` that provide the columns asked for so far. */
  const joins = (): string =>
    [raw, sorted, daily]
      .filter(({ columns }) => columns.size > 0)
      .map((one) => grouped(one, one === daily ? dailyRows() : rawRows(one)))
      .join('');

  return { test, joins };
}
