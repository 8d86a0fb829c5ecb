import { scopeSql } from '../../core/scope-sql';
import { newStatement } from '../../core/statement';
import type { Find } from '../find-context';
import type { CompileContext, InterestFinding } from '../types';
import { jsonSource } from '../value-source';
import { testSql } from '../value-sql';
import { mentionsSql } from './mentions-sql';
import type { InterestCondition } from './schema';

const MOST_VALUES = 6;
const MOST_EVENTS = 5;

type Row = {
  events: number;
  weight: number;
  mine: number;
  values: { value: unknown; weight: number; events: number }[] | null;
  latest: { id: string; name: string; at: string; value: number | null }[] | null;
};

/** The share and what it is made of: the weight of each value, and the latest events. */
export const findInterest: Find<InterestCondition> = async (c, { tx, person, now, catalogue }): Promise<InterestFinding> => {
  const statement = newStatement();
  const context: CompileContext = { statement, scope: scopeSql(statement, { type: 'ids', ids: [person.id] }), now, catalogue };
  const is = testSql(statement, jsonSource('m.v'), { op: 'eq', value: c.value });
  const [row] = await tx.unsafe<Row[]>(
    `with m as materialized (${mentionsSql(c, context)}),
      v as (select v as value, sum(w)::float8 as weight, count(distinct id)::float8 as events from m group by v order by 2 desc, v limit ${MOST_VALUES}),
      l as (select distinct on (at, id) id, name, at from m order by at desc, id limit ${MOST_EVENTS})
    select count(distinct m.id)::float8 as events, coalesce(sum(m.w), 0)::float8 as weight, coalesce(sum(m.w) filter (where ${is}), 0)::float8 as mine,
      (select jsonb_agg(jsonb_build_object('value', v.value, 'weight', v.weight, 'events', v.events) order by v.weight desc, v.value) from v) as values,
      (select jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'at', l.at) order by l.at desc, l.id) from l) as latest
    from m`,
    statement.values as never[],
  );
  const weight = row?.weight ?? 0;
  return {
    kind: 'interest',
    profileId: person.id,
    events: row?.events ?? 0,
    share: weight > 0 ? (row?.mine ?? 0) / weight : null,
    values: (row?.values ?? []).map((one) => ({ ...one, share: weight > 0 ? one.weight / weight : 0 })),
    latest: (row?.latest ?? []).map(({ id, name, at }) => ({ id, name, occurredAt: new Date(at).toISOString(), value: null })),
  };
};
