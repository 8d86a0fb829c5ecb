import type { CompileContext } from '../types';
import type { EventSource } from './rows-sql';
import { partsSql } from './rows-sql';
import type { Bounds } from './window';

/**
 * What a window's events come to, one row `t (profile_id, n, v)` a person, where daily aggregates answer: days and edges are each added up
 * by themselves and then joined. The planner knows how many people a table has rows of, but not how many a union of two tables has: it
 * takes any union for 200 people, and adds a million up by sorting, or looks each of them up in an index. Undefined when only events answer.
 */
export function totalsSql(source: EventSource, bounds: Bounds, context: CompileContext): string | undefined {
  const parts = partsSql(source, bounds, context);
  if (!parts) return undefined;
  const added = (rows: string) => `(select r.profile_id, sum(r.n) as n, coalesce(sum(r.v), 0) as v from (${rows}) r group by r.profile_id)`;
  const days = added(parts.days);
  if (parts.edges.length === 0) return days;
  return `(select coalesce(d.profile_id, e.profile_id) as profile_id, coalesce(d.n, 0) + coalesce(e.n, 0) as n, coalesce(d.v, 0) + coalesce(e.v, 0) as v
    from ${days} d full join ${added(parts.edges.join(' union all '))} e on e.profile_id = d.profile_id)`;
}
