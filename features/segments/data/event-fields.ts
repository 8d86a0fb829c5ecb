import type { AnySql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { pathSql } from '../conditions/value-path';
import { ANY_EVENT } from '../constants';
import { collectFields, type EventField } from '../core/event-fields';
import { newStatement } from '../core/statement';

/** A value and how often it was seen. */
type SampleValue = { value: string; count: number };

const SAMPLED = 300;
/** Events by name of which `*` samples: the most common ones. */
const MOST_EVENTS = 8;
const MOST_VALUES = 50;
const LOOKED_AT = 5_000;

/** What lies in the properties and the context of an event, as its latest occurrences have it: names and types only, no values. */
export async function readFields(tx: AnySql, event: string): Promise<EventField[]> {
  const names = event === ANY_EVENT ? await commonEvents(tx) : [event];
  const each = Math.ceil(SAMPLED / Math.max(1, names.length));
  const rows: { properties: Record<string, unknown>; context: Record<string, unknown> }[] = [];
  for (const name of names) {
    rows.push(
      ...(await tx<typeof rows>`
        select properties, context from events
        where name = ${name} and occurred_at > now() - interval '400 days' and occurred_at <= now() order by occurred_at desc limit ${each}`),
    );
  }
  return collectFields(rows);
}

async function commonEvents(tx: AnySql): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`
    select name from event_definitions where type in ('track', 'page', 'screen') order by first_seen_at, name limit ${MOST_EVENTS}`;
  return rows.map((row) => row.name);
}

export type FieldRef = {
  event: string;
  property: string;
  path?: string[] | undefined;
  in?: 'context' | undefined;
  items?: 'yes' | undefined;
};

/**
 * Frequent values of a part of an event in its latest occurrences, for who may see personal data whole: it may hold any. `items`: the last
 * name of the path lies in each item of the list before it.
 */
export async function fieldValues(tx: AnySql, scope: Scope, field: FieldRef): Promise<SampleValue[]> {
  if (scope.personalData !== 'full') return [];
  const s = newStatement();
  const names = [field.property, ...(field.path ?? [])];
  const document = field.in === 'context' ? 'e.context' : 'e.properties';
  const list = pathSql(s, document, names.slice(0, -1));
  const value = field.items ? pathSql(s, 'i.item', names.slice(-1)) : pathSql(s, document, names);
  const items = field.items
    ? ` cross join lateral jsonb_array_elements(case when jsonb_typeof(${list}) = 'array' then ${list} else '[]'::jsonb end) i (item)`
    : '';
  return tx.unsafe<SampleValue[]>(
    `select ${value} #>> '{}' as value, count(*)::float8 as count from (
      select profile_id, ${document.slice(2)} from events where name = ${s.text(field.event)} and occurred_at > now() - interval '400 days' and occurred_at <= now()
      order by occurred_at desc limit ${LOOKED_AT}) e${items}
    where not exists (select from profiles r where r.id = e.profile_id and r.restricted_at is not null)
      and jsonb_typeof(${value}) in ('string', 'number') and length(${value} #>> '{}') between 1 and 200
    group by 1 order by 2 desc, 1 limit ${MOST_VALUES}`,
    s.values as never[],
  );
}
