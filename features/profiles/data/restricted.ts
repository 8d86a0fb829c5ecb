import type { AnySql } from '@/db/client';
import { sql } from '@/db/client';
import type { Scope } from '@/features/access/types';

/** Whether this reader sees people whose data is restricted: it is kept for them, and for nobody else. */
export const seesRestricted = (scope: Scope): boolean => scope.can('profiles:restricted');

/** Of these profiles, those that the reader may see at all. */
export async function seenBy(scope: Scope, ids: readonly string[], tx: AnySql = sql()): Promise<Set<string>> {
  if (ids.length === 0 || seesRestricted(scope)) return new Set(ids);
  const rows = await tx<{ id: string }[]>`select id from profiles where id = any(${[...ids]}::uuid[]) and restricted_at is not null`;
  const restricted = new Set(rows.map((row) => row.id));
  return new Set(ids.filter((id) => !restricted.has(id)));
}
