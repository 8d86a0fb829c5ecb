import type { TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { GIVE_UP_AFTER_MS, SENDER_CHANNEL } from '../constants';

/**
 * Queues dead deliveries again, under their own keys and with their own words: those named, or all of the destination. A second call
 * finds them queued and does nothing. @returns how many were queued.
 */
export async function replayDeliveries(tx: TransactionSql, destinationId: string, ids?: readonly string[]): Promise<number> {
  const { count } = await tx`
    update deliveries
    set status = 'retry', next_attempt_at = clock_timestamp(), finished_at = null,
        give_up_at = clock_timestamp() + make_interval(secs => ${GIVE_UP_AFTER_MS / 1000})
    where destination_id = ${destinationId} and status = 'dead' and kind <> 'test'
      and (${ids ? [...ids] : null}::uuid[] is null or id = any(${ids ? [...ids] : null}::uuid[]))`;
  if (count > 0) await tx`select pg_notify(${SENDER_CHANNEL}, '')`;
  return count;
}

/** Replays on somebody's order, and writes it to the audit log. */
export async function replayWithAudit(
  tx: TransactionSql,
  scope: Scope,
  destinationId: string,
  ids?: readonly string[],
): Promise<{ replayed: number }> {
  const replayed = await replayDeliveries(tx, destinationId, ids);
  if (replayed > 0) {
    const details = { replayed, all: ids === undefined };
    await audit(tx, scope, { action: 'delivery.replayed', subjectType: 'destination', subjectId: destinationId, details });
  }
  return { replayed };
}
