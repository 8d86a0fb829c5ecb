import type { AnySql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';

/** `body`: what a person wrote; `details`: ids, numbers and choices, never a person's data. */
export type Recorded = { kind: string; body?: string | null | undefined; details?: Record<string, unknown> };

/** Writes a line of the request's history, and of the audit log, in the transaction of the step itself. */
export async function record(tx: AnySql, scope: Scope, requestId: string, { kind, body, details = {} }: Recorded): Promise<void> {
  const { actor } = scope;
  await tx`
    insert into subject_request_events (request_id, actor_type, actor_id, actor_label, kind, body, details)
    values (${requestId}, ${actor.type}, ${'id' in actor ? actor.id : null}, ${'name' in actor ? actor.name : 'anonymous'}, ${kind},
            ${body ?? null}, ${tx.json(details as never)})`;
  await audit(tx, scope, { action: `request.${kind}`, subjectType: 'request', subjectId: requestId, details });
}
