import 'server-only';
import { requireScope } from '@/features/access/gate';
import { type EventPropertyPage, listEventProperties } from './data';
import type { PropertyFilter } from './queries';
import { eventPropertiesQuery } from './schema';

/** The first rows for the page's address; parts of an address that make no sense are ignored. */
export async function loadEventProperties(params: Record<string, string | string[] | undefined>): Promise<{
  page: EventPropertyPage;
  asked: PropertyFilter;
}> {
  await requireScope('settings:write');
  const { q, searchable } = params;
  const asked = eventPropertiesQuery.safeParse({ q: q || undefined, searchable });
  const query = asked.success ? asked.data : {};
  return { page: await listEventProperties(query), asked: { q: query.q ?? '', searchable: query.searchable === 'true' } };
}
