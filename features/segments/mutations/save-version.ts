import type { TransactionSql } from '@/db/client';
import type { Scope } from '@/features/access/types';

/** What made a version, beside who. */
export type VersionOrigin = { note?: string | undefined; restoredFrom?: number | undefined };

/** Writes down a segment as it now is, as its version. In the transaction of the change. */
export async function saveVersion(tx: TransactionSql, { actor }: Scope, id: string, { note, restoredFrom }: VersionOrigin): Promise<void> {
  await tx`
    insert into segment_versions (segment_id, version, name, description, rule, changed_by, note, restored_from)
    select id, version, name, description, rule, ${'name' in actor ? actor.name : actor.type}, ${note ?? ''}, ${restoredFrom ?? null}
    from segments where id = ${id}`;
}
