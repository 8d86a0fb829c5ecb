import type { EventPlan } from '../../conditions/event/plan';
import { documentsOf } from '../../conditions/event/where-sql';
import { hullOf, wholeDays } from '../../conditions/event/window';
import type { CompileContext } from '../../conditions/types';
import { ANY_EVENT } from '../../constants';
import { joinRanges, type Range } from './ranges';

/** Scans of events for the days at the edges of windows, at most. */
const MOST_EDGE_SCANS = 6;

/** One pass over people's events: the names of the events it reads, what is asked of them, and values to read of each, by SQL. */
export type Pass = { names: string[]; plans: EventPlan[]; values: Map<string, string> };

export const newPass = (): Pass => ({ names: [], plans: [], values: new Map() });

/** The place of an event in the pass, from 1. */
export function placeOf({ names }: Pass, event: string): number {
  const found = names.indexOf(event);
  return found === -1 ? names.push(event) : found + 1;
}

/** The events of a pass as rows `r (profile_id, k, at, n, v)`, with the documents and values that its plans look at; `k` is the event's place. */
export function rawRows({ statement: s, scope }: CompileContext, { plans, names: named, values }: Pass): string {
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
}

function edgesOf({ bounds }: EventPlan): Range[] {
  const days = wholeDays(bounds);
  // Without whole days a window has a beginning: it is shorter than two days.
  if (!days) return bounds.from ? [{ from: bounds.from, to: bounds.to }] : [];
  const before = bounds.from && days.firstDay ? [{ from: bounds.from, to: days.firstDay }] : [];
  return [...before, { from: days.endDay, to: bounds.to }];
}

/** Whole UTC days from daily aggregates, and the events of the days at the edges of windows, as rows `r (profile_id, k, at, whole, n, v)`. */
export function dailyRows({ statement: s, scope }: CompileContext, daily: Pass): string {
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
    const edge = (
      scoped: string,
    ) => `select e.profile_id, array_position(${s.texts(daily.names)}, e.name) as k, e.occurred_at as at, false as whole,
        1 as n, e.value as v from events e where e.name = any(${s.texts(daily.names)}) and e.occurred_at >= ${s.at(from)} and e.occurred_at < ${s.at(to)}${scoped}`;
    // Of few people each one's day is looked up: a plan made for any values would read everybody's day by the event's name.
    const ofEach = `select x.* from (${scope.each}) i (id) cross join lateral (${edge(' and e.profile_id = i.id')} offset 0) x`;
    parts.push(scope.each ? ofEach : edge(scope.and('e.profile_id')));
  }
  const none = 'select null::uuid as profile_id, 0 as k, null::timestamptz as at, false as whole, 0 as n, 0::float8 as v where false';
  return parts.join(' union all ') || none;
}
