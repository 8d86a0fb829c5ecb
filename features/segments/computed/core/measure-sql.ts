import type { Measure, PropertyRef } from '../../conditions/event/measure';
import { measuredSql } from '../../conditions/event/measure-sql';
import { windowJoin } from '../../conditions/event/personal-sql';
import { measuredValue } from '../../conditions/event/property-sql';
import { type RowsOptions, rowsSql } from '../../conditions/event/rows-sql';
import type { CompileContext } from '../../conditions/types';
import { byZone, dateIn } from '../../conditions/zone';
import { type Definition, type EventMeasure, MOST_LISTED } from '../schema';
import { eventMeasureOf } from './measures';

/**
 * A definition as a set `select profile_id, value` (jsonb) over the people in scope at `now`. Who has no value is not in it: without
 * such events there is none, and a ratio needs a whole that is not zero.
 */
export function definitionSql(d: Definition, context: CompileContext): string {
  switch (d.measure) {
    case 'ratio':
      return ratioSql(d, context);
    case 'days_since':
      return daysSql(d, context);
    case 'unique_list':
      return listSql(d, context);
    default:
      return `select m.profile_id, ${isValue(d) ? 'm.x::jsonb' : 'to_jsonb(m.x)'} as value from (${measureSql(d, context)}) m where m.x is not null`;
  }
}

type PlainMeasure = Exclude<EventMeasure, { measure: 'days_since' | 'unique_list' }>;

const isValue = (m: PlainMeasure): boolean => m.measure === 'first' || m.measure === 'last' || m.measure === 'most_frequent';

/** Rows of the events that count, of daily aggregates where they answer it. */
function rowsOf(m: EventMeasure, context: CompileContext, options: RowsOptions & { daily?: boolean }): string {
  const { bounds, join } = windowJoin(m.window, context);
  const definition = options.daily && !join && !m.where ? context.catalogue.definitions.get(m.event) : undefined;
  const source = { event: m.event, where: m.where ?? [], dailyKey: definition?.ready ? definition.key : undefined };
  return rowsSql(source, bounds, context, { ...options, ...(join ? { join } : {}) });
}

/** `(profile_id, x)`: the measure of each person who has such events, by the meaning of event conditions. */
function measureSql(m: PlainMeasure, context: CompileContext): string {
  const measure: Measure = eventMeasureOf(m.measure);
  const of: PropertyRef | undefined = 'of' in m ? m.of : undefined;
  const value = measuredValue(context.statement, { measure, of });
  const ordered = measure === 'first' || measure === 'latest';
  const columns = new Map([...(value ? [['x', value] as const] : []), ...(ordered ? [['id', 'e.id'] as const] : [])]);
  const rows = rowsOf(m, context, { columns, timed: ordered, daily: !of && (measure === 'count' || measure === 'sum') });
  const measured = measuredSql(measure, value && 'r.x');
  const plain = isValue(m) ? measured : measure === 'count' ? `(${measured})::float8` : `(${measured})::float8 / 10000`;
  return `select r.profile_id, ${plain} as x from (${rows}) r group by r.profile_id`;
}

function ratioSql(d: Extract<Definition, { measure: 'ratio' }>, context: CompileContext): string {
  // Who has the whole and no part of it has none of it: zero.
  const part = d.part.measure === 'count' || d.part.measure === 'sum' || d.part.measure === 'unique_count' ? 'coalesce(a.x, 0)' : 'a.x';
  return `select b.profile_id, to_jsonb(${part} / b.x) as value from (${measureSql(d.whole, context)}) b
    left join (${measureSql(d.part, context)}) a on a.profile_id = b.profile_id where b.x <> 0 and ${part} is not null`;
}

/** Days of the calendar in the person's zone: 0 is today. */
function daysSql(d: Extract<Definition, { measure: 'days_since' }>, context: CompileContext): string {
  const { statement: s, scope, now } = context;
  const days = byZone(context, (zone) => `${s.day(dateIn(zone, now))} - (g.at at time zone ${s.text(zone)})::date`);
  return `select g.profile_id, to_jsonb(${days}) as value
    from (select r.profile_id, ${d.which === 'first' ? 'min' : 'max'}(r.at) as at from (${rowsOf(d, context, { timed: true })}) r group by r.profile_id) g
    join profiles p on p.id = g.profile_id${scope.and('p.id')}`;
}

/** The values seen latest, in the order in which they were first seen. */
function listSql(d: Extract<Definition, { measure: 'unique_list' }>, context: CompileContext): string {
  const value = measuredValue(context.statement, { measure: 'distinct', of: d.of }) ?? 'null';
  const columns = new Map([
    ['x', value],
    ['id', 'e.id'],
  ]);
  return `select g.profile_id, jsonb_agg(g.x::jsonb order by g.first) as value from (
      select v.*, row_number() over (partition by v.profile_id order by v.last desc) as place from (
        select o.profile_id, o.x, min(o.place) as first, max(o.place) as last from (
          select r.profile_id, r.x, row_number() over (partition by r.profile_id order by r.at, r.id) as place
          from (${rowsOf(d, context, { columns, timed: true })}) r where r.x is not null) o
        group by o.profile_id, o.x) v) g
    where g.place <= ${MOST_LISTED} group by g.profile_id`;
}
