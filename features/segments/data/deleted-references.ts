import type { AnySql } from '@/db/client';

/**
 * Everything that rules can refer to and that was deleted or archived, as references of conditions: `purpose:<key>`, `channel:<key>`,
 * `source:<id>`, `list:<id>`, `trait:<name>` of a computed trait that is stopped or being deleted.
 */
const DELETED = `
  select 'purpose:' || key as reference from purposes where archived
  union all select 'channel:' || key from channels where archived
  union all select 'source:' || id from sources where status = 'deleted'
  union all select 'list:' || id from lists where status <> 'active'
  union all select 'trait:' || name from computed_traits where status <> 'active'`;

/** A text that differs when something that can be referred to is deleted, or comes back; for statements that ask for more. */
export const deletedMark = `(select coalesce(sum(hashtextextended(d.reference, 0)), 0) from (${DELETED}) d)`;

/** What was deleted. */
export async function deletedReferences(tx: AnySql): Promise<Set<string>> {
  const rows = await tx.unsafe<{ reference: string }[]>(DELETED);
  return new Set(rows.map((row) => row.reference));
}

/** Which computed traits there are: a deleted one is back when its name is. */
export async function computedReferences(tx: AnySql): Promise<Set<string>> {
  const rows = await tx<{ reference: string }[]>`select 'trait:' || name as reference from computed_traits where status = 'active'`;
  return new Set(rows.map((row) => row.reference));
}
