import type { AnySql } from '@/db/client';
import type { Actor, Scope } from './types';

/** One line of the audit log. `action` as in `segment.archived`; ids only, never a person's data. */
export type AuditEntry = {
  action: string;
  subjectType?: string;
  subjectId?: string;
  reason?: string | undefined;
  details?: Record<string, unknown>;
};

/**
 * Writes who did what, in the transaction of the change itself: no change without its line, no line without its change.
 * @returns the line's id
 */
export async function audit(tx: AnySql, scope: Scope, entry: AuditEntry): Promise<number> {
  const { actor } = scope;
  const [line] = await tx<{ id: number }[]>`
    insert into audit_log (actor_type, actor_id, actor_label, action, subject_type, subject_id, reason, details)
    values (${actor.type}, ${'id' in actor ? actor.id : null}, ${labelOf(actor)}, ${entry.action}, ${entry.subjectType ?? null},
            ${entry.subjectId ?? null}, ${entry.reason ?? null}, ${tx.json((entry.details ?? {}) as never)})
    returning id::float8 as id`;
  return line?.id ?? 0;
}

const labelOf = (actor: Actor): string => ('name' in actor ? actor.name : 'anonymous');
