import { ANY_EVENT } from '../../constants';
import { newStatement } from '../../core/statement';
import type { Find } from '../find-context';
import { whereSql } from './rows-sql';
import type { EventCondition } from './schema';
import { windowBounds } from './window';

const MOST_EVENTS = 5;

/** How many events counted, their sum, and the latest of them. */
export const findEvents: Find<EventCondition> = async (c, { tx, person, now }) => {
  const s = newStatement();
  const { from, to } = windowBounds(c.window, now);
  const named = c.event === ANY_EVENT ? '' : ` and e.name = ${s.text(c.event)}`;
  const rows = await tx.unsafe<{ id: string; occurred_at: Date; value: number | null; n: number; total: number }[]>(
    `select e.id, e.occurred_at, e.value, count(*) over ()::float8 as n, coalesce(sum(e.value) over (), 0) as total from events e
    where e.profile_id = any(${s.uuids([person.id])}) and e.occurred_at < ${s.at(to)}${from ? ` and e.occurred_at >= ${s.at(from)}` : ''}${named}${whereSql(
      s,
      c.where ?? [],
      'e',
      now,
    )} order by e.occurred_at desc, e.id limit ${MOST_EVENTS}`,
    s.values as never[],
  );
  const events = rows.map((row) => ({ id: row.id, occurredAt: row.occurred_at.toISOString(), value: row.value }));
  const [first] = rows;
  return { kind: 'event', from: from?.toISOString() ?? null, to: to.toISOString(), count: first?.n ?? 0, sum: first?.total ?? 0, events };
};
