import type { TransactionSql } from '@/db/client';
import { copyBytes, copyIn, copyLine } from '@/db/copy';
import { INBOX_CHANNEL, INBOX_LOCK } from './constants';
import type { InboxRow, RejectRow } from './types';

/**
 * Appends rows to the inbox inside the caller's transaction and wakes the worker on commit. Takes the append lock until
 * that transaction ends, so that `seq` order is commit order: call it last, and commit at once.
 */
export async function appendToInbox(tx: TransactionSql, rows: readonly InboxRow[]): Promise<void> {
  if (rows.length > 0) await appendLines(tx, [inboxLines(rows)]);
}

/** Rows as `appendLines` takes them: encoded early, large texts burden neither the heap nor the commit. */
export const inboxLines = (rows: readonly InboxRow[]): Buffer =>
  Buffer.from(rows.map((r) => copyLine([r.lane, r.sourceId, r.mode, r.receivedAt.toISOString(), r.body])).join(''));

/** As `appendToInbox`, of rows encoded by `inboxLines`. */
export async function appendLines(tx: TransactionSql, lines: readonly Buffer[]): Promise<void> {
  await tx`select pg_advisory_xact_lock(${INBOX_LOCK})`;
  const bytes = lines.length === 1 ? lines : [Buffer.concat(lines)];
  await copyBytes(
    tx,
    'copy inbox (lane, source_id, mode, received_at, body) from stdin',
    bytes,
    `select pg_notify('${INBOX_CHANNEL}', '')`,
  );
}

/**
 * Writes refused events. Refusals at `accept` and `mapping` never reach the inbox and are counted here (received and rejected);
 * those of the pipeline are counted by the pipeline.
 */
export async function recordRejects(tx: TransactionSql, rows: readonly RejectRow[]): Promise<void> {
  if (rows.length === 0) return;
  const now = new Date();
  await copyIn(
    tx,
    'copy rejects (source_id, received_at, stage, code, reason, message_id, raw, run_id) from stdin',
    rows.map((r) =>
      copyLine([r.sourceId, (r.receivedAt ?? now).toISOString(), r.stage, r.code, r.reason, r.messageId ?? null, r.raw, r.runId ?? null]),
    ),
  );
  const counts = new Map<string, number>();
  for (const r of rows) if (r.stage !== 'pipeline') counts.set(r.sourceId, (counts.get(r.sourceId) ?? 0) + 1);
  if (counts.size > 0) await countAtAccept(tx, counts, 'rejected');
}

/** Counts refused events that are not kept, because they name somebody who was erased. */
export async function countSuppressed(tx: TransactionSql, rows: readonly { sourceId: string }[]): Promise<void> {
  const counts = new Map<string, number>();
  for (const { sourceId } of rows) counts.set(sourceId, (counts.get(sourceId) ?? 0) + 1);
  if (counts.size > 0) await countAtAccept(tx, counts, 'suppressed');
}

async function countAtAccept(tx: TransactionSql, counts: Map<string, number>, outcome: 'rejected' | 'suppressed'): Promise<void> {
  const sources = [...counts.keys()].sort();
  await tx`
    insert into source_stats (source_id, hour, outcome, n)
    select s.id, date_trunc('hour', now()), o.outcome, s.n
    from unnest(${sources}::uuid[], ${sources.map((id) => counts.get(id) ?? 0)}::bigint[]) as s(id, n)
    cross join (values ('received'), (${outcome})) as o(outcome)
    order by s.id, o.outcome
    on conflict (source_id, hour, outcome) do update set n = source_stats.n + excluded.n`;
}
