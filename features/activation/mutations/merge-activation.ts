import type { TransactionSql } from '@/db/client';
import { mergeRecipients } from './remember-recipients';

/**
 * Activation's part of a merge, in its transaction, both profiles locked: the deliveries and what destinations were told move to the
 * survivor. What was told is marked as out of date, so that `planUpdates` sends the new id with the previous ones.
 */
export async function mergeActivation(tx: TransactionSql, merge: { survivorId: string; mergedId: string }): Promise<void> {
  const { survivorId, mergedId } = merge;
  await tx`
    insert into deliveries (profile_id, id, destination_id, segment_id, kind, status, payload, attempts, next_attempt_at, give_up_at,
                            response_status, response, duration_ms, error_code, error, created_at, finished_at)
    select ${survivorId}, id, destination_id, segment_id, kind, status, payload, attempts, next_attempt_at, give_up_at,
           response_status, response, duration_ms, error_code, error, created_at, finished_at
    from deliveries where profile_id = ${mergedId}
    on conflict (profile_id, id) do nothing`;
  await tx`delete from deliveries where profile_id = ${mergedId}`;
  await tx`
    insert into sync_members (profile_id, destination_id, segment_id, payload_hash, sent_at)
    select ${survivorId}, destination_id, segment_id, 'merged', sent_at from sync_members where profile_id = ${mergedId}
    on conflict (profile_id, destination_id, segment_id) do update set payload_hash = 'merged'`;
  await tx`delete from sync_members where profile_id = ${mergedId}`;
  await mergeRecipients(tx, merge);
}
