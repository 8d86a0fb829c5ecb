import { propertySql } from '../event/property-sql';
import { windowBounds } from '../event/window';
import type { CompileContext } from '../types';
import type { InterestCondition } from './schema';
import { eventsOf, ITEMS, WEIGHTS } from './weights';

/** Rows `(profile_id, id, name, at, w, v)`: each mention of the property in events that count, with its weight and value (jsonb). */
export function mentionsSql(c: InterestCondition, { statement: s, scope, now }: CompileContext): string {
  const { from, to } = windowBounds(c.window, now);
  const of = (json: string) => propertySql(s, json, { property: c.property });
  const items = ITEMS.map((property) => propertySql(s, 'e.properties', { property })).map(
    (json) =>
      `union all select ${of('i.item')} from jsonb_array_elements(case when jsonb_typeof(${json}) = 'array' then ${json} else '[]'::jsonb end) i (item)`,
  );
  const weights = Object.entries(WEIGHTS).map(([name, weight]) => `when ${s.text(name)} then ${Math.trunc(weight)}`);
  return `select e.profile_id, e.id, e.name, e.occurred_at as at, case e.name ${weights.join(' ')} else 1 end as w, x.v
    from events e cross join lateral (
      select ${of('e.properties')} as v ${items.join(' ')}) x
    where e.name = any(${s.texts(eventsOf(c))}) and ${from ? `e.occurred_at >= ${s.at(from)} and ` : ''}e.occurred_at < ${s.at(to)}${scope.and(
      'e.profile_id',
    )} and jsonb_typeof(x.v) in ('string', 'number', 'boolean')`;
}
