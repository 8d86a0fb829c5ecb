import type { Scope } from '@/features/access/types';
import { parseSearch } from '../core/search-query';
import type { Page, ProfileView } from '../types';
import { findByIdentifier } from './find-by-identifier';
import { findProfiles } from './find-profiles';
import { listProfiles } from './list-profiles';
import { readProfileViews } from './read-profiles';

/** Which of these profiles the caller may read: handed in by the route, since consent is a later stage than profiles. */
export type VisibleTo = (scope: Scope, ids: readonly string[]) => Promise<Set<string>>;

type Asked = { identifier?: string | undefined; q?: string | undefined; cursor?: string | undefined; limit: number };

/** The profiles an API caller asked for and may read, in the order found. */
export async function apiProfiles(scope: Scope, asked: Asked, visibleTo: VisibleTo): Promise<Page<ProfileView>> {
  const found = await idsFor(scope, asked);
  if (found.ids.length === 0) return { data: [], nextCursor: found.nextCursor };
  const visible = await visibleTo(scope, found.ids);
  const data = await readProfileViews(
    scope,
    found.ids.filter((id) => visible.has(id)),
  );
  return { data, nextCursor: found.nextCursor };
}

async function idsFor(scope: Scope, asked: Asked): Promise<{ ids: string[]; nextCursor: string | null }> {
  if (asked.identifier !== undefined) return { ids: await findByIdentifier(asked.identifier), nextCursor: null };
  if (asked.q !== undefined) {
    const query = parseSearch(asked.q);
    const found = query ? await findProfiles(query, asked.limit) : { hits: [] };
    return { ids: found.hits.map((hit) => hit.id), nextCursor: null };
  }
  const page = await listProfiles(scope, { cursor: asked.cursor, limit: asked.limit });
  return { ids: page.data.map((line) => line.id), nextCursor: page.nextCursor };
}
