import type { Sql, TransactionSql } from '@/db/client';
import { assert } from '@/lib/errors';

/** A worker's right to process a lane. Whoever comes later gets a higher fence, and the earlier one's writes fail. */
export type Lease = { lane: number; owner: string; fence: number };

export const LEASE_SECONDS = 15;

/** Thrown when the lane belongs to somebody else by now: nothing of the batch is kept. */
export const LEASE_LOST = 'The lane was taken over by another worker';

/** Takes the lane if nobody holds it, or its holder's lease has run out. Does not wait for a holder that is in a batch. */
export async function acquireLease(sql: Sql, lane: number, owner: string): Promise<Lease | undefined> {
  const [row] = await sql<{ fence: number }[]>`
    update inbox_lanes set owner = ${owner}, fence = fence + 1, lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    where lane = (
      select lane from inbox_lanes where lane = ${lane} and (lease_until is null or lease_until < clock_timestamp() or owner = ${owner})
      for update skip locked)
    returning fence::float8 as fence`;
  return row && { lane, owner, fence: row.fence };
}

/** Extends the lease while the lane is idle. @returns false when it is lost */
export async function renewLease(sql: Sql, { lane, owner, fence }: Lease): Promise<boolean> {
  const rows = await sql`
    update inbox_lanes set lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    where lane = ${lane} and owner = ${owner} and fence = ${fence} returning lane`;
  return rows.length === 1;
}

/** Gives the lane up, so that another worker need not wait for the lease to run out. */
export async function releaseLease(sql: Sql, { lane, owner, fence }: Lease): Promise<void> {
  await sql`update inbox_lanes set owner = null, lease_until = null where lane = ${lane} and owner = ${owner} and fence = ${fence}`;
}

/**
 * Locks the lane's row for the batch and answers its cursor. A batch whose worker hangs is ended by the server, so that the
 * lane can be taken over.
 * @throws Error LEASE_LOST
 */
export async function holdLane(tx: TransactionSql, { lane, owner, fence }: Lease): Promise<string> {
  await tx`select set_config('idle_in_transaction_session_timeout', '60s', true)`;
  const [row] = await tx<{ cursor: string }[]>`
    select cursor::text as cursor from inbox_lanes where lane = ${lane} and owner = ${owner} and fence = ${fence} for update`;
  if (!row) throw new Error(LEASE_LOST);
  return row.cursor;
}

type Step = { after: string; to: string; rows: number };

/**
 * Moves the cursor and extends the lease, last in the batch. Makes sure that the batch has read every row on the way: a row
 * left behind would be lost.
 * @throws Error LEASE_LOST
 */
export async function moveCursor(tx: TransactionSql, { lane, owner, fence }: Lease, { after, to, rows }: Step): Promise<void> {
  const [passed] = await tx<{ n: number }[]>`
    select count(*)::int as n from inbox where lane = ${lane} and seq > ${after} and seq <= ${to}`;
  assert(passed?.n === rows, 'a batch reads every row of the inbox that it passes');
  const moved = await tx`
    update inbox_lanes set cursor = ${to}, lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    where lane = ${lane} and owner = ${owner} and fence = ${fence} returning lane`;
  if (moved.length !== 1) throw new Error(LEASE_LOST);
}
