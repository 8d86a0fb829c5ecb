import { sql, type TransactionSql } from '@/db/client';
import type { RowResult } from '@/plugins/kit/types';
import { MAX_RESPONSE_BYTES } from '../constants';
import { nextAttempt } from '../core/backoff';
import type { ClaimedDelivery } from '../types';

type Ref = Pick<ClaimedDelivery, 'id' | 'profileId'>;

/** What was overtaken by events before it was sent. */
export const cancelDeliveries = (tx: TransactionSql, rows: readonly Ref[], code: string): Promise<void> => end(tx, rows, 'cancelled', code);

/** Who may not be sent, with the reason; they count as withheld. */
export const withholdDeliveries = (tx: TransactionSql, rows: readonly Ref[], reason: string): Promise<void> =>
  end(tx, rows, 'withheld', reason);

async function end(tx: TransactionSql, rows: readonly Ref[], status: 'cancelled' | 'withheld', code: string): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    update deliveries d set status = ${status}, error_code = ${code}, payload = null, finished_at = clock_timestamp()
    from unnest(${rows.map((r) => r.profileId)}::uuid[], ${rows.map((r) => r.id)}::uuid[]) n (profile_id, id)
    where d.profile_id = n.profile_id and d.id = n.id`;
}

/** A claimed delivery that its last look at consent withheld. If nothing ever left for the destination, it was not told. */
export async function withholdClaimed(delivery: ClaimedDelivery, reason: string): Promise<void> {
  await sql().begin(async (tx) => {
    await withholdDeliveries(tx, [delivery], reason);
    if (delivery.attempts > 1 || delivery.kind !== 'enter') return;
    await tx`
      delete from sync_members where profile_id = ${delivery.profileId} and destination_id = ${delivery.destinationId}
        and segment_id = ${delivery.segmentId} and sent_at is null`;
  });
}

/** Gives a claimed delivery back untouched. */
export async function releaseDelivery({ id, profileId, attempts }: ClaimedDelivery, waitMs: number): Promise<void> {
  await sql()`
    update deliveries set status = ${attempts > 1 ? 'retry' : 'pending'}, attempts = attempts - 1,
      next_attempt_at = clock_timestamp() + make_interval(secs => ${waitMs / 1000})
    where profile_id = ${profileId} and id = ${id} and attempts = ${attempts} and status = 'sending'`;
}

/**
 * Writes down what became of an attempt. A process that lost its lease writes nothing: another one holds the delivery. The profile may
 * have been merged away in the meantime, and the delivery moved along.
 * @returns what the delivery is now, or undefined when it was not ours any more.
 */
export async function finishAttempt(
  delivery: ClaimedDelivery,
  result: RowResult,
  durationMs: number,
): Promise<'sent' | 'retry' | 'dead' | undefined> {
  const next =
    result.ok || !result.retry
      ? undefined
      : nextAttempt({ attempts: delivery.attempts, now: new Date(), giveUpAt: delivery.giveUpAt }, Math.random(), result.retryAfterMs);
  const status = result.ok ? 'sent' : next ? 'retry' : 'dead';
  return sql().begin(async (tx) => {
    const [marked] = await tx<{ profileId: string }[]>`
      update deliveries set status = ${status}, next_attempt_at = ${next ?? null}, response_status = ${result.responseStatus ?? null},
        response = ${storable(result.response)}, duration_ms = ${Math.round(durationMs)}, error_code = ${result.ok ? null : result.code},
        error = ${result.ok ? null : result.message}, finished_at = ${next ? null : new Date()}
      where profile_id in (${delivery.profileId}, (select profile_id from profile_aliases where old_id = ${delivery.profileId}))
        and id = ${delivery.id} and attempts = ${delivery.attempts} and status = 'sending'
      returning profile_id as "profileId"`;
    if (!marked) return undefined;
    if (result.ok) await confirmTold(tx, { ...delivery, profileId: marked.profileId });
    return status;
  });
}

async function confirmTold(tx: TransactionSql, { kind, profileId, destinationId, segmentId }: ClaimedDelivery): Promise<void> {
  const row = tx`profile_id = ${profileId} and destination_id = ${destinationId} and segment_id = ${segmentId}`;
  if (kind === 'enter' || kind === 'update') await tx`update sync_members set sent_at = clock_timestamp() where ${row}`;
  else await tx`delete from sync_members where ${row}`;
}

/** PostgreSQL stores no NUL in text. */
function storable(response: string | undefined): string | null {
  if (!response) return null;
  return Buffer.from(response.replaceAll('\u0000', ''))
    .subarray(0, MAX_RESPONSE_BYTES)
    .toString('utf8')
    .replace(/\uFFFD$/, '');
}
