import { randomUUID } from 'node:crypto';
import type { AnySql } from '@/db/client';
import { foldText } from '@/features/profiles/core/fold-text';
import { searchText } from '@/features/profiles/core/search-text';

type Given = { name?: string | null; traits?: Record<string, unknown>; lastSeen?: string; order?: string } & Record<string, unknown>;

const NOT_IDENTIFIERS = new Set(['name', 'traits', 'lastSeen', 'order']);

/** Writes one profile as the pipeline leaves it, for tests: every other key of `given` is an identifier, `order` a searchable property. */
export async function person(sql: AnySql, given: Given): Promise<string> {
  const id = randomUUID();
  const at = new Date(given.lastSeen ?? '2026-01-01');
  const name = given.name ?? null;
  const traits = { ...(name ? { name } : {}), ...given.traits };
  const identifiers = Object.entries(given)
    .filter(([key]) => !NOT_IDENTIFIERS.has(key))
    .map(([type, value]) => ({ type, value: String(value), display: String(value) }));
  const source = await sourceId(sql);
  await sql`
    insert into profiles (id, name, traits, first_seen_at, last_seen_at)
    values (${id}, ${name}, ${sql.json(traits as never)}, ${at}, ${at})`;
  for (const { type, value, display } of identifiers) {
    await sql`
      insert into identifiers (type, value, profile_id, display, source_id, first_seen_at, last_seen_at)
      values (${type}, ${value}, ${id}, ${display}, ${source}, ${at}, ${at})`;
  }
  const search = searchText({ name, identifiers, traits });
  await sql`insert into profile_search (profile_id, name, text) values (${id}, ${search.name}, ${search.text})`;
  if (given.order) {
    await sql`
      insert into search_keys (profile_id, kind, value, event_id, occurred_at)
      values (${id}, 'Order Completed.order_id', ${foldText(given.order)}, ${randomUUID()}, ${at})`;
  }
  return id;
}

/** The source that test data comes from. */
export async function sourceId(sql: AnySql, name = 'Test shop'): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into sources (name, kind) values (${name}, 'sdk') on conflict (name) do update set name = excluded.name returning id`;
  return row?.id ?? '';
}

/** Writes one event of a person, making its month's partition. */
export async function addEvent(
  sql: AnySql,
  profileId: string,
  event: {
    name: string;
    at: string;
    type?: string;
    properties?: Record<string, unknown>;
    context?: Record<string, unknown>;
    source?: string;
  },
): Promise<string> {
  const id = randomUUID();
  const month = `${event.at.slice(0, 7)}-01`;
  await sql.unsafe(
    `create table if not exists events_${month.slice(0, 7).replace('-', '_')} partition of events
     for values from ('${month}') to ('${month}'::date + interval '1 month')`,
  );
  await sql`
    insert into events (profile_id, occurred_at, id, record_id, source_id, received_at, type, name, message_id, properties, context)
    values (${profileId}, ${event.at}, ${id}, ${randomUUID()}, ${event.source ?? (await sourceId(sql))}, ${event.at},
      ${event.type ?? 'track'}, ${event.name}, ${id}, ${sql.json((event.properties ?? {}) as never)}, ${sql.json((event.context ?? {}) as never)})`;
  return id;
}
