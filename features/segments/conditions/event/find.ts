import { ANY_EVENT } from '../../constants';
import { scopeSql } from '../../core/scope-sql';
import { newStatement } from '../../core/statement';
import type { Find } from '../find-context';
import type { CompileContext, EventFinding } from '../types';
import { valueMeasures } from './measure';
import { measuredSql } from './measure-sql';
import { boundsFor } from './person-bounds';
import { isSince, windowJoin } from './personal-sql';
import { measureOf, propertyOf } from './plan';
import { measuredValue } from './property-sql';
import type { EventCondition } from './schema';
import { whereSql } from './where-sql';

const MOST_EVENTS = 5;

type Row = {
  n: number;
  sum: number;
  measured: number | string | null;
  events: { id: string; name: string; at: string; v: number | null }[];
};

/** What counted, what was measured of it, and the latest of it. */
export const findEvents: Find<EventCondition> = async (c, found): Promise<EventFinding> => {
  const { tx, person, now, catalogue } = found;
  const statement = newStatement();
  const context: CompileContext = { statement, scope: scopeSql(statement, { type: 'ids', ids: [person.id] }), now, catalogue };
  const [row] = await tx.unsafe<Row[]>(rowSql(c, context), statement.values as never[]);
  const { from, to } = await boundsFor(c.window, found);
  const measure = measureOf(c);
  const measured = row?.measured ?? null;
  return {
    kind: 'event',
    profileId: person.id,
    from: from?.toISOString() ?? null,
    to: to.toISOString(),
    beginless: isSince(c.window) && from === null,
    count: row?.n ?? 0,
    sum: row?.sum ?? 0,
    measured: measured === null ? null : valueMeasures.includes(measure) ? JSON.parse(String(measured)) : Number(measured) / 10_000,
    events: (row?.events ?? []).map((e) => ({ id: e.id, name: e.name, occurredAt: new Date(e.at).toISOString(), value: e.v })),
  };
};

function rowSql(c: EventCondition, context: CompileContext): string {
  const { statement: s, scope } = context;
  const [measure, of] = [measureOf(c), propertyOf(c)];
  const { bounds, join = '' } = windowJoin(c.window, context);
  const value = measuredValue(s, { measure, of });
  const named = c.event === ANY_EVENT ? '' : ` and e.name = ${s.text(c.event)}`;
  const rows = `select e.id, e.name, e.occurred_at as at, 1 as n, e.value as v${value ? `, ${value} as x` : ''} from events e${join}
    where e.occurred_at < ${s.at(bounds.to)}${bounds.from ? ` and e.occurred_at >= ${s.at(bounds.from)}` : ''}${named}${scope.and(
      'e.profile_id',
    )}${whereSql(context, c.where ?? [], 'e')}`;
  // An aggregate makes one row of all: without one there must be no `from`.
  const asked = measure === 'count' || (measure === 'sum' && !of) ? 'null' : `(select ${measuredSql(measure, value && 'r.x')} from r)`;
  return `with r as materialized (${rows}) select (select count(*)::float8 from r) as n, (select coalesce(sum(r.v), 0) from r) as sum,
    ${asked} as measured,
    (select json_agg(json_build_object('id', l.id, 'name', l.name, 'at', l.at, 'v', l.v) order by l.at desc, l.id)
      from (select * from r order by r.at desc, r.id limit ${MOST_EVENTS}) l) as events`;
}
