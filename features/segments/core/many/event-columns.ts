import type { EventPlan } from '../../conditions/event/plan';
import { whereSql } from '../../conditions/event/rows-sql';
import { wholeDays } from '../../conditions/event/window';
import { ANY_EVENT } from '../../constants';
import type { ScopeSql } from '../scope-sql';
import type { Statement } from '../statement';
import { hullOf, joinRanges, type Range } from './ranges';

/** Scans of events for the days at the edges of windows, at most. */
const MOST_EDGE_SCANS = 6;

type Plan = Pick<EventPlan, 'event' | 'where' | 'dailyKey' | 'bounds' | 'measure'>;
type Columns = { names: string[]; plans: Plan[]; columns: Map<string, string> };
type Context = { statement: Statement; scope: ScopeSql; now: Date };

const empty = (): Columns => ({ names: [], plans: [], columns: new Map() });

/**
 * The counts and sums that many rules ask of the same people's events, as columns of two sub-queries: one over events, one
 * over daily aggregates with the edge days from events. Each row is read once, whatever the number of rules.
 */
export function eventColumns({ statement: s, scope, now }: Context) {
  const raw = empty();
  const daily = empty();

  const position = (columns: Columns, event: string): number => {
    const found = columns.names.indexOf(event);
    return found === -1 ? columns.names.push(event) : found + 1;
  };

  const filterOf = (plan: Plan, k: number | undefined): string => {
    const { from, to } = plan.bounds;
    const named = k === undefined ? '' : `r.k = ${k} and `;
    const inside = (a: Date | null, b: Date) => `${a ? `r.at >= ${s.at(a)} and ` : ''}r.at < ${s.at(b)}`;
    if (plan.dailyKey === undefined) return `${named}${inside(from, to)}${whereSql(s, plan.where, 'r', now)}`;
    const days = wholeDays(plan.bounds);
    if (!days) return `${named}not r.whole and ${inside(from, to)}`;
    const before = from && days.firstDay ? `(${inside(from, days.firstDay)}) or ` : '';
    return `${named}case when r.whole then ${inside(days.firstDay, days.endDay)} else ${before}(${inside(days.endDay, to)}) end`;
  };

  /** The column of this plan's count or sum (in ten-thousandths), 0 for people without such events. */
  const column = (plan: Plan): string => {
    const columns = plan.dailyKey === undefined ? raw : daily;
    const k = plan.event === ANY_EVENT ? undefined : position(columns, plan.event);
    const filter = filterOf(plan, k);
    const n = plan.dailyKey === undefined ? 'count(*)' : 'sum(r.n)';
    const sql = plan.measure === 'count' ? `${n} filter (where ${filter})` : `round(sum(r.v) filter (where ${filter}) * 10000)`;
    const name = columns.columns.get(sql) ?? `c${columns.columns.size + 1}`;
    columns.columns.set(sql, name);
    columns.plans.push(plan);
    return `coalesce(${columns === raw ? 'ev' : 'dy'}.${name}, 0)`;
  };

  const grouped = (columns: Columns, rows: string, alias: string): string => {
    const list = [...columns.columns].map(([sql, name]) => `${sql} as ${name}`).join(', ');
    return ` left join (select r.profile_id, ${list} from (${rows}) r group by r.profile_id) ${alias} on ${alias}.profile_id = p.id`;
  };

  const rawRows = (): string => {
    const { from, to } = hullOf(raw.plans.map((plan) => plan.bounds));
    const every = raw.plans.some((plan) => plan.event === ANY_EVENT);
    const names = raw.names.length ? s.texts(raw.names) : undefined;
    const properties = raw.plans.some((plan) => plan.where.length > 0) ? ', e.properties' : '';
    return `select e.profile_id, ${names ? `array_position(${names}, e.name)` : '0'} as k, e.occurred_at as at, e.value as v${properties}
      from events e where e.occurred_at < ${s.at(to)}${from ? ` and e.occurred_at >= ${s.at(from)}` : ''}${
        every || !names ? '' : ` and e.name = any(${names})`
      }${scope.and('e.profile_id')}`;
  };

  const edgesOf = ({ bounds }: Plan): Range[] => {
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
    `${raw.columns.size ? grouped(raw, rawRows(), 'ev') : ''}${daily.columns.size ? grouped(daily, dailyRows(), 'dy') : ''}`;

  return { column, joins };
}
