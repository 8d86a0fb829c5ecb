import { sql, type TransactionSql } from '@/db/client';
import { GIVE_UP_AFTER_MS } from '../../constants';
import type { ClaimedDelivery } from '../../types';
import { cancelDeliveries, withholdDeliveries } from '../finish';

/*
 * What became of many claimed deliveries at once. As for single ones: who lost the lease in the meantime writes nothing, and a profile
 * that was merged away has taken its deliveries along.
 */

type Row = { profileId: string; segmentId: string | null; kind: string };

const refs = (tx: TransactionSql, rows: readonly ClaimedDelivery[]) => tx`unnest(
    ${rows.map((r) => r.profileId)}::uuid[], ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.attempts)}::int[]) n (profile_id, id, attempts)`;
const held = (tx: TransactionSql) => tx`
  d.profile_id in (n.profile_id, (select a.profile_id from profile_aliases a where a.old_id = n.profile_id))
  and d.id = n.id and d.attempts = n.attempts and d.status = 'sending'`;

/** They are in a file that has its name. @param said where, for the log */
export async function batchSent(rows: readonly ClaimedDelivery[], destinationId: string, said: string): Promise<void> {
  if (rows.length === 0) return;
  await sql().begin(async (tx) => {
    const marked = await tx<Row[]>`
      update deliveries d set status = 'sent', next_attempt_at = null, response = ${said}, error_code = null, error = null,
        finished_at = clock_timestamp()
      from ${refs(tx, rows)} where ${held(tx)}
      returning d.profile_id as "profileId", d.segment_id as "segmentId", d.kind`;
    const gone = marked.filter((row) => row.kind === 'leave' || row.kind === 'delete');
    await eachSegment(
      gone,
      (segmentId, ids) => tx`
      delete from sync_members where destination_id = ${destinationId} and profile_id = any(${ids}::uuid[])
        and (${segmentId}::uuid is null or segment_id = ${segmentId})`,
    );
    await eachSegment(
      marked.filter((row) => !gone.includes(row)),
      (segmentId, ids) => tx`
        update sync_members set sent_at = clock_timestamp()
        where destination_id = ${destinationId} and segment_id = ${segmentId} and profile_id = any(${ids}::uuid[])`,
    );
  });
}

async function eachSegment(rows: readonly Row[], run: (segmentId: string | null, ids: string[]) => Promise<unknown>): Promise<void> {
  for (const segmentId of new Set(rows.map((row) => row.segmentId)))
    await run(
      segmentId,
      rows.filter((row) => row.segmentId === segmentId).map((row) => row.profileId),
    );
}

/**
 * The file could not be written: they wait for the next one. Their time runs from the first try, since a file may be due a week after they
 * were planned; a removal waits as long as it must.
 */
export async function batchFailed(rows: readonly ClaimedDelivery[], error: { code: string; message: string }): Promise<void> {
  if (rows.length === 0) return;
  await sql().begin(
    (tx) => tx`
      update deliveries d set status = case when ${isOver(tx)} then 'dead' else 'retry' end,
        finished_at = case when ${isOver(tx)} then clock_timestamp() end,
        give_up_at = case when d.attempts <= 1 then clock_timestamp() + make_interval(secs => ${GIVE_UP_AFTER_MS / 1000}) else d.give_up_at end,
        next_attempt_at = clock_timestamp(), error_code = ${error.code}, error = ${error.message}
      from ${refs(tx, rows)} where ${held(tx)}`,
  );
}

const isOver = (tx: TransactionSql) => tx`(d.kind in ('enter', 'update') and d.attempts > 1 and d.give_up_at < clock_timestamp())`;

/** They may not be in the file: with the reason why, or because nothing names them. Of an enter the receiver was then never told. */
export async function batchLeftOut(rows: readonly ClaimedDelivery[], destinationId: string, why: { withheld: string } | 'unmatched') {
  if (rows.length === 0) return;
  await sql().begin(async (tx) => {
    if (why === 'unmatched') await cancelDeliveries(tx, rows, 'unmatched');
    else await withholdDeliveries(tx, rows, why.withheld);
    await eachSegment(
      rows.filter((row) => row.kind === 'enter'),
      (segmentId, ids) => tx`
        delete from sync_members where destination_id = ${destinationId} and segment_id = ${segmentId} and sent_at is null
          and profile_id = any(${ids}::uuid[])`,
    );
  });
}
