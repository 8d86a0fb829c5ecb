import { ANY_EVENT } from '../../constants';
import { newStatement } from '../../core/statement';
import { whereSql } from '../event/where-sql';
import { boundsIn } from '../event/window';
import type { Find } from '../find-context';
import type { ActivityFinding, FoundEvent } from '../types';
import { partsOf } from './parts';
import type { ActivityCondition } from './schema';

type Row = { first: Raw | null; last: Raw | null; counts: number[] };
type Raw = { id: string; name: string; at: string; v: number | null };

const shown = (raw: Raw | null | undefined): FoundEvent | null =>
  raw ? { id: raw.id, name: raw.name, occurredAt: new Date(raw.at).toISOString(), value: raw.v } : null;

/** The first and the last such event, and how many there were in each window of the pattern. */
export const findActivity: Find<ActivityCondition> = async (c, { tx, person, now, catalogue }): Promise<ActivityFinding> => {
  const s = newStatement();
  const zone = typeof person.columns.time_zone === 'string' ? person.columns.time_zone : catalogue.companyZone;
  const parts = partsOf(c).map((part) => ({ ...part, ...boundsIn(part.window, now, zone) }));
  const named = c.event === ANY_EVENT ? '' : ` and e.name = ${s.text(c.event)}`;
  const counts = parts.map(
    ({ from, to }) => `count(*) filter (where ${from ? `r.at >= ${s.at(from)} and ` : ''}r.at < ${s.at(to)})::float8`,
  );
  const one = (order: string) =>
    `(select json_build_object('id', o.id, 'name', o.name, 'at', o.at, 'v', o.v) from r o order by o.at ${order}, o.id limit 1)`;
  const [row] = await tx.unsafe<Row[]>(
    `with r as materialized (select e.id, e.name, e.occurred_at as at, e.value as v from events e
      where e.profile_id = any(${s.uuids([person.id])}) and e.occurred_at <= ${s.at(now)}${named}${whereSql(
        { statement: s, now, catalogue },
        c.where ?? [],
        'e',
      )})
    select ${one('asc')} as first, ${one('desc')} as last, array[${counts.join(', ')}] as counts from r`,
    s.values as never[],
  );
  return {
    kind: 'activity',
    profileId: person.id,
    first: shown(row?.first),
    last: shown(row?.last),
    parts: parts.map(({ role, performed, from, to }, i) => ({
      role,
      performed,
      from: from?.toISOString() ?? null,
      to: to.toISOString(),
      count: row?.counts[i] ?? 0,
    })),
  };
};
