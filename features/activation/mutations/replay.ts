import type { TransactionSql } from '@/db/client';
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
