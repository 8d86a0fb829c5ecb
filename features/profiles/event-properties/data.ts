import { z } from 'zod';
import { sql } from '@/db/client';
import type { eventProperties } from '@/db/schema/event-properties';
import { AppError } from '@/lib/errors';
import { PROPERTIES_A_PAGE } from './constants';
import type { EventPropertiesQuery } from './schema';

export type EventProperty = {
  event: string;
  property: string;
  type: (typeof eventProperties.$inferSelect)['type'];
  searchable: boolean;
  /** Stored events are being gone through: not every number is found yet, or no longer. */
  working: boolean;
};
export type EventPropertyPage = { data: EventProperty[]; nextCursor: string | null };

/** Event properties by event and name, by keyset on both. @throws AppError invalid_input for a cursor that is none */
export async function listEventProperties(query: EventPropertiesQuery): Promise<EventPropertyPage> {
  const like = `%${(query.q ?? '').trim().replace(/[\\%_]/g, '\\$&')}%`;
  const after = query.cursor === undefined ? null : parseCursor(query.cursor);
  const rows = await sql()<EventProperty[]>`
    select p.event, p.property, p.type, p.searchable, exists (
      select from graphile_worker.jobs j
      where j.key in ('search-keys:' || md5(p.event || chr(31) || p.property), 'search-keys:' || md5(p.event || chr(31) || p.property) || ':rest')
        and j.attempts < j.max_attempts) as working
    from event_properties p
    where ${query.q ? sql()`(p.event ilike ${like} or p.property ilike ${like})` : sql()`true`}
      and ${query.searchable ? sql()`p.searchable` : sql()`true`}
      and ${after ? sql()`(p.event, p.property) > (${after[0]}, ${after[1]})` : sql()`true`}
    order by p.event, p.property limit ${PROPERTIES_A_PAGE + 1}`;
  const data = rows.slice(0, PROPERTIES_A_PAGE);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > PROPERTIES_A_PAGE && last ? JSON.stringify([last.event, last.property]) : null };
}

const cursorParts = z.tuple([z.string(), z.string()]);

function parseCursor(cursor: string): [string, string] {
  try {
    const parsed = cursorParts.safeParse(JSON.parse(cursor));
    if (parsed.success) return parsed.data;
  } catch {
    // Answered below, as every other cursor that is none.
  }
  throw new AppError('invalid_input', 'This cursor is not one of ours.', { key: 'cursor' });
}
