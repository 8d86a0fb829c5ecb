import { z } from 'zod';
import { sql, type TransactionSql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { log } from '@/lib/log';
import { byLane } from '../../core/by-lane';
import { namesErased } from '../../data/erased';
import { appendToInbox } from '../../mutations';
import { CHUNK_ROWS, RUN_JOB } from '../constants';
import { getImport, type Import, importPath } from '../data/find-imports';
import { readHeader, readRows } from '../data/read-rows';
import { checkEvents } from './check-events';
import { knownEvents } from './check-import';
import { type Context, convertRows, type Fault, type GoodRow } from './convert-rows';

type Chunk = { good: GoodRow[]; faults: Fault[]; rows: number; endLine: number; progress: number };

/**
 * Hands a file over to the inbox in chunks, each with its rejects, its counts and the cursor in one transaction: a crash repeats
 * nothing and loses nothing, and the job goes on after the last chunk. Running the same file again finds every event known.
 */
export const runImportJob = defineJob({
  name: RUN_JOB,
  payload: z.strictObject({ importId: z.uuid() }),
  handle: async ({ importId }, { signal, isLastAttempt }) => {
    const started =
      await sql()`update imports set status = 'running' where id = ${importId} and status in ('queued', 'running') returning 1`;
    if (started.length === 0) return;
    try {
      await run(await getImport(sql(), importId), signal);
    } catch (error) {
      if (!signal.aborted && isLastAttempt) await fail(importId, error);
      throw error;
    }
  },
});

async function run(found: Import, signal: AbortSignal): Promise<void> {
  const { mapping, sourceId } = found;
  if (!mapping || !sourceId) throw new Error('An import runs only when it is mapped');
  const path = importPath(found.file);
  const header = await readHeader(path, found.format);
  const context: Context = { mapping, header: header.names, fileHash: found.sha256, sourceId };
  const receivedAt = await firstReceived(found);
  const afterLine = Math.max(found.cursor, header.endLine);
  for await (const { rows, bytesRead } of readRows(path, found.format, { afterLine, columns: header.names.length })) {
    for (let i = 0; i < rows.length; i += CHUNK_ROWS) {
      signal.throwIfAborted();
      const part = rows.slice(i, i + CHUNK_ROWS);
      const converted = checkEvents(convertRows(part, context));
      const chunk = {
        ...converted,
        rows: part.length,
        endLine: part.at(-1)?.endLine ?? afterLine,
        progress: Math.min(1, bytesRead / found.bytes),
      };
      const isStopped = await sql().begin((tx) => handOver(tx, found.id, sourceId, receivedAt, chunk));
      if (isStopped) return;
    }
  }
  await sql()`update imports set status = 'done', progress = 1, finished_at = now() where id = ${found.id} and status = 'running'`;
}

/** @returns whether the import was cancelled meanwhile; the chunk is then not taken. */
async function handOver(tx: TransactionSql, id: string, sourceId: string, receivedAt: Date, chunk: Chunk): Promise<boolean> {
  const [row] = await tx<{ status: string }[]>`select status from imports where id = ${id} for update`;
  if (row?.status !== 'running') return true;
  const known = await knownEvents(
    tx,
    chunk.good.map((r) => r.eventId),
  );
  const fresh = new Map<string, GoodRow>();
  for (const good of chunk.good) if (!known.has(good.eventId)) fresh.set(good.eventId, good);
  const erased = await namesErased(
    tx,
    chunk.faults.map(({ raw }) => ({ text: raw })),
  );
  const faults = chunk.faults.filter((_, n) => !erased.has(n));
  if (faults.length > 0) {
    await tx`
      insert into import_rejects ${tx(faults.map((f) => ({ import_id: id, line: f.line, code: f.code, reason: f.reason, raw: storable(f.raw) })))}
      on conflict do nothing`;
  }
  await tx`
    update imports set cursor = ${chunk.endLine}, progress = ${chunk.progress},
      counts = jsonb_build_object('rows', (counts->>'rows')::bigint + ${chunk.rows}, 'accepted', (counts->>'accepted')::bigint + ${fresh.size},
        'duplicates', (counts->>'duplicates')::bigint + ${chunk.good.length - fresh.size}, 'rejected', (counts->>'rejected')::bigint + ${chunk.faults.length})
    where id = ${id}`;
  await appendToInbox(
    tx,
    byLane(
      [...fresh.values()].map(({ event }) => event),
      { sourceId, mode: 'import', receivedAt },
    ),
  );
  return false;
}

/** The same file into the same source counts as received when it first was, so that rows without a date repeat their moment too. */
async function firstReceived(found: Import): Promise<Date> {
  const [row] = await sql()<{ at: Date | null }[]>`
    select min(created_at) as at from imports where sha256 = ${found.sha256} and source_id = ${found.sourceId}`;
  return row?.at ?? found.createdAt;
}

const storable = (raw: string) => raw.replaceAll('\0', '�').slice(0, 32_768);

async function fail(id: string, error: unknown): Promise<void> {
  log.error({ err: error, importId: id }, 'An import failed for good');
  await sql()`
    update imports set status = 'failed', finished_at = now(), error = 'The import stopped because of a fault of the system, not of the file. Resume it, or see the log.'
    where id = ${id} and status = 'running'`;
}
