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
