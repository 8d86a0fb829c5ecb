import type { Sql, TransactionSql } from '@/db/client';
import { findMentions } from '@/features/consent/suppression/data';
import { recordRejects } from '@/features/ingest/mutations';
import { log } from '@/lib/log';
import { isConflict, isDataFailure } from './database-errors';
import { dropFromInbox } from './drop-from-inbox';
import { isolatePoison } from './isolate';
import { holdLane, type Lease, moveCursor } from './lease';
import { processEvents } from './process-events';
import { type Batch, type RowSize, readBatch } from './read-batch';
import { type StageProbe, type StageTimes, stageClock } from './stages';
import type { PipelineEvent, Reject } from './types';
import { addToRollups, addToStats } from './write/add-up';
import { discover } from './write/definitions';
import { ensureEventPartitions } from './write/event-partitions';

export type BatchResult = {
  events: number;
  stored: number;
  duplicates: number;
  suppressed: number;
  rejected: number;
  full: boolean;
  times: StageTimes;
};

export type BatchOptions = { limit: number; size: RowSize; probe?: StageProbe };

const MAX_CONFLICTS = 20;

/**
 * Takes the next batch of a lane in, in one transaction that also moves the lane's cursor: a crash repeats nothing and loses
 * nothing. Undefined when nothing was waiting.
 * @throws Error LEASE_LOST, or whatever is not the data's fault: try again later
 */
export async function runBatch(sql: Sql, lease: Lease, options: BatchOptions): Promise<BatchResult | undefined> {
  let poison = new Map<string, Reject>();
  let thorough = false;
  for (let conflicts = 0; ; ) {
    let events: PipelineEvent[] = [];
    try {
      return await sql.begin(async (tx) => {
        const clock = stageClock();
        const probe: StageProbe = (stage) => {
          clock.probe(stage);
          options.probe?.(stage);
        };
        const cursor = await holdLane(tx, lease);
        const batch = await readBatch(tx, { lane: lease.lane, cursor, limit: options.limit, size: options.size });
        probe('read and parse');
        if (!batch) return undefined;
        events = batch.events;
        await prepare(sql, batch);
        probe('definitions');
        return finish(tx, lease, { batch, poison, thorough, probe, times: clock.times });
      });
    } catch (error) {
      if (isConflict(error) && ++conflicts <= MAX_CONFLICTS) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * conflicts));
        continue;
      }
      if (!isDataFailure(error) || events.length === 0 || poison.size > 0) throw error;
      if (!thorough) {
        // Maybe an event that came again after its message key had gone: a duplicate, not a fault.
        thorough = true;
        continue;
      }
      poison = await findPoison(sql, events, error);
    }
  }
}

/** What must be there before the batch's own transaction writes: partitions and catalogue entries commit by themselves. */
async function prepare(sql: Sql, { events }: Batch): Promise<void> {
  await ensureEventPartitions(
    sql,
    events.map((e) => e.occurredAt),
  );
  await discover(sql, events);
}

type Work = { batch: Batch; poison: ReadonlyMap<string, Reject>; thorough: boolean; probe: StageProbe; times: StageTimes };

async function finish(tx: TransactionSql, lease: Lease, { batch, poison, thorough, probe, times }: Work): Promise<BatchResult> {
  const good = batch.events.filter((e) => !poison.has(e.id));
  const refused = [...batch.rejects, ...batch.events.flatMap((e) => poison.get(e.id) ?? [])];
  const erased = await findMentions(
    tx,
    refused.map(({ raw }) => ({ text: raw })),
  );
  const rejects = refused.filter((_, n) => !erased.has(n));
  const unkept = refused.filter((_, n) => erased.has(n));
  const { stored, duplicates, suppressed: unwanted } = await processEvents(tx, good, { thorough, probe });
  const suppressed = [...unwanted, ...unkept];
  await dropFromInbox(tx, { lane: lease.lane, after: batch.after, to: batch.lastSeq }, { events: unwanted, rejects: unkept });
  await recordRejects(
    tx,
    rejects.map((r) => ({ ...r, stage: 'pipeline' as const, messageId: r.messageId ?? undefined })),
  );
  await addToRollups(tx, stored);
  await addToStats(tx, { stored, duplicate: duplicates, suppressed, rejected: rejects });
  await moveCursor(tx, lease, { after: batch.after, to: batch.lastSeq, rows: batch.rows });
  probe('totals and cursor');
  return {
    events: batch.events.length + batch.rejects.length,
    stored: stored.length,
    duplicates: duplicates.length,
    suppressed: suppressed.length,
    rejected: rejects.length,
    full: batch.full,
    times,
  };
}

/** @throws the failure itself when no single event is to blame, or most are: then the fault is ours, and nothing is rejected */
async function findPoison(sql: Sql, events: readonly PipelineEvent[], failure: unknown): Promise<Map<string, Reject>> {
  const found = await isolatePoison(sql, events);
  const internal = [...found.values()].filter((r) => r.code === 'not_processable').length;
  if (found.size === 0 || (internal > 10 && internal > events.length / 2)) throw failure;
  log.warn({ events: events.length, rejected: found.size }, 'Events that cannot be stored were set apart');
  return new Map([...found].map(([event, reject]) => [event.id, reject]));
}
