import type { TransactionSql } from '@/db/client';
import { byLane } from '../../core/by-lane';
import { namesErased } from '../../data/erased';
import { appendToInbox, countSuppressed, recordRejects } from '../../mutations';
import type { RawEvent, RejectRow } from '../../types';

/** Thrown when another worker has gone on with the run meanwhile: this one leaves it alone. */
export class Overtaken extends Error {}

export type Chunk = {
  /** Where the run was, and is after this chunk. */
  from: unknown;
  to: unknown;
  read: number;
  events: RawEvent[];
  unchanged: number;
  rejects: RejectRow[];
};
type Ended = 'cancelled' | undefined;

/** Waits for the run's row. @returns whether it was cancelled. @throws Overtaken when its place is not where this worker left it */
export async function lockRun(tx: TransactionSql, runId: string, from: unknown): Promise<Ended> {
  const [run] = await tx<{ status: string; same: boolean }[]>`
    select status, cursor is not distinct from ${from === null ? null : tx.json(from as never)}::jsonb as same
    from source_runs where id = ${runId} for update`;
  if (run?.status !== 'running') return 'cancelled';
  if (!run.same) throw new Overtaken('Another worker reads this source');
  return undefined;
}

/**
 * Hands rows to the inbox with the run's new place and counts, in the caller's transaction: a crash repeats nothing and loses nothing.
 * `read = accepted + rejected + unchanged` holds after each. Call it last.
 */
export async function handOver(tx: TransactionSql, run: { id: string; sourceId: string; receivedAt: Date }, chunk: Chunk): Promise<void> {
  const erased = await namesErased(
    tx,
    chunk.rejects.map(({ raw }) => ({ text: raw })),
  );
  await recordRejects(
    tx,
    chunk.rejects.filter((_, n) => !erased.has(n)),
  );
  await countSuppressed(
    tx,
    chunk.rejects.filter((_, n) => erased.has(n)),
  );
  await tx`
    update source_runs set cursor = ${tx.json(chunk.to as never)}, fault = null,
      counts = jsonb_build_object('read', (counts->>'read')::bigint + ${chunk.read}::bigint,
        'accepted', (counts->>'accepted')::bigint + ${chunk.events.length}::bigint,
        'rejected', (counts->>'rejected')::bigint + ${chunk.rejects.length}::bigint,
        'unchanged', (counts->>'unchanged')::bigint + ${chunk.unchanged}::bigint)
    where id = ${run.id}`;
  await appendToInbox(tx, byLane(chunk.events, { sourceId: run.sourceId, mode: 'import', receivedAt: run.receivedAt }));
}
