import { ANY_EVENT } from '../../constants';
import type { Statement } from '../../core/statement';
import type { CompileContext } from '../types';
import type { EventPlan } from './plan';
import { whereSql } from './where-sql';
import { type Bounds, wholeDays } from './window';

export type EventSource = Pick<EventPlan, 'event' | 'where' | 'dailyKey'>;

/** More about the rows: what to read of each, and whose own moments narrow them. */
export type RowsOptions = {
  /** For reading several windows, or an order, off one pass: adds `(at, whole)`. */
  timed?: boolean;
  /** SQL of more columns of an event `e`, by name. */
  columns?: ReadonlyMap<string, string>;
  /** A join to `events e`, of what differs from person to person. */
  join?: string | undefined;
};

const between = (s: Statement, column: string, { from, to }: Bounds): string =>
  `${from ? `${column} >= ${s.at(from)} and ` : ''}${column} < ${s.at(to)}`;

function rawRows({ event, where }: EventSource, bounds: Bounds, context: CompileContext, options: RowsOptions): string {
  const { statement: s, scope } = context;
  const { timed, columns = new Map<string, string>(), join = '' } = options;
  const name = event === ANY_EVENT ? '' : `e.name = ${s.text(event)} and `;
  const more = [...columns].map(([column, sql]) => `, ${sql} as ${column}`).join('');
  const rows = `select e.profile_id, 1 as n, e.value as v${timed ? ', e.occurred_at as at, false as whole' : ''}${more} from events e${join}
    where ${name}${between(s, 'e.occurred_at', bounds)}${scope.and('e.profile_id')}${whereSql(context, where, 'e')}`;
  // OFFSET 0 keeps each value read once, however often it is used.
  return columns.size > 0 ? `${rows} offset 0` : rows;
}

/**
 * The same rows in two parts, when whole UTC days may come from daily aggregates and the window has any: those days, and the events of the
 * days at its edges, if there are such. Undefined when only events answer.
 */
export function partsSql(
  source: EventSource,
  bounds: Bounds,
  context: CompileContext,
  options: RowsOptions = {},
): { days: string; edges: string[] } | undefined {
  const { statement: s, scope } = context;
  const days = source.dailyKey === undefined ? undefined : wholeDays(bounds);
  if (source.dailyKey === undefined || !days) return undefined;
  const at = options.timed ? `, d.day::timestamp at time zone 'UTC' as at, true as whole` : '';
  const since = days.firstDay ? `d.day >= ${s.day(days.firstDay)} and ` : '';
  const edges: string[] = [];
  if (bounds.from && days.firstDay && bounds.from < days.firstDay) {
    edges.push(rawRows(source, { from: bounds.from, to: days.firstDay }, context, options));
  }
  if (days.endDay < bounds.to) edges.push(rawRows(source, { from: days.endDay, to: bounds.to }, context, options));
  return {
    days: `select d.profile_id, d.n, d.sum as v${at} from daily_aggregates d
      where d.event_key = ${s.smallint(source.dailyKey)} and ${since}d.day < ${s.day(days.endDay)}${scope.and('d.profile_id')}`,
    edges,
  };
}

/**
 * The events inside the bounds as rows `(profile_id, n, v)`: `n` events whose values add up to `v`. Whole UTC days come from
 * daily aggregates where they may, the days at the edges from events.
 */
export function rowsSql(source: EventSource, bounds: Bounds, context: CompileContext, options: RowsOptions = {}): string {
  const parts = partsSql(source, bounds, context, options);
  return parts ? [parts.days, ...parts.edges].join(' union all ') : rawRows(source, bounds, context, options);
}

/** The moments of all events inside the bounds, as rows `(profile_id, at)`. */
export const momentsSql = ({ bounds, join = '' }: { bounds: Bounds; join?: string }, { statement: s, scope }: CompileContext): string =>
  `select e.profile_id, e.occurred_at as at from events e${join} where ${between(s, 'e.occurred_at', bounds)}${scope.and('e.profile_id')}`;
