import { ANY_EVENT } from '../../constants';
import type { ScopeSql } from '../../core/scope-sql';
import type { Statement } from '../../core/statement';
import { jsonSource } from '../value-source';
import { testSql } from '../value-sql';
import type { EventPlan } from './plan';
import type { PropertyFilter } from './schema';
import { type Bounds, wholeDays } from './window';

type Where = { statement: Statement; scope: ScopeSql; now: Date };
export type EventSource = Pick<EventPlan, 'event' | 'where' | 'dailyKey'>;

/** Property filters on `properties` of an alias, each with ` and ` before it. */
export function whereSql(s: Statement, filters: readonly PropertyFilter[], alias: string, now: Date): string {
  return filters.map((f) => ` and ${testSql(s, jsonSource(`${alias}.properties->${s.text(f.property)}`), f, now)}`).join('');
}

const between = (s: Statement, column: string, { from, to }: Bounds): string =>
  `${from ? `${column} >= ${s.at(from)} and ` : ''}${column} < ${s.at(to)}`;

function rawRows({ event, where }: EventSource, bounds: Bounds, { statement: s, scope, now }: Where, timed: boolean): string {
  const name = event === ANY_EVENT ? '' : `e.name = ${s.text(event)} and `;
  return `select e.profile_id, 1 as n, e.value as v${timed ? ', e.occurred_at as at, false as whole' : ''} from events e
    where ${name}${between(s, 'e.occurred_at', bounds)}${scope.and('e.profile_id')}${whereSql(s, where, 'e', now)}`;
}

/**
 * The events inside the bounds as rows `(profile_id, n, v)`: `n` events whose values add up to `v`. Whole UTC days come from
 * daily aggregates where they may, the days at the edges from events. `timed` adds `(at, whole)`, for reading several windows off one pass.
 */
export function rowsSql(source: EventSource, bounds: Bounds, context: Where, timed = false): string {
  const { statement: s, scope } = context;
  const days = source.dailyKey === undefined ? undefined : wholeDays(bounds);
  if (source.dailyKey === undefined || !days) return rawRows(source, bounds, context, timed);
  const at = timed ? `, d.day::timestamp at time zone 'UTC' as at, true as whole` : '';
  const since = days.firstDay ? `d.day >= ${s.day(days.firstDay)} and ` : '';
  const parts = [
    `select d.profile_id, d.n, d.sum as v${at} from daily_aggregates d
      where d.event_key = ${s.smallint(source.dailyKey)} and ${since}d.day < ${s.day(days.endDay)}${scope.and('d.profile_id')}`,
  ];
  if (bounds.from && days.firstDay && bounds.from < days.firstDay) {
    parts.push(rawRows(source, { from: bounds.from, to: days.firstDay }, context, timed));
  }
  if (days.endDay < bounds.to) parts.push(rawRows(source, { from: days.endDay, to: bounds.to }, context, timed));
  return parts.join(' union all ');
}
