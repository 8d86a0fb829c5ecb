import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { RUN_JOB } from '@/features/sources/connections/constants';
import { openConnector, readConnection } from '@/features/sources/connections/data/read-connection';
import { readRun } from '@/features/sources/connections/data/runs';
import type { RunFault } from '@/features/sources/connections/types';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { ConnectionError } from '@/lib/safe-socket';
import { namedMappingSchema } from '../../mapping/named-mapping';
import { Overtaken } from './hand-over';
import { pullFiles } from './pull-files';
import { pullRows } from './pull-rows';

/**
 * Reads a source. Each chunk of rows is one transaction with the place reached, so that a run goes on after a crash where it stood, and
 * repeats nothing. A failure that may pass is tried again; another one ends the run, which can be resumed by hand.
 */
export const runSourceJob = defineJob({
  name: RUN_JOB,
  payload: z.strictObject({ runId: z.uuid() }),
  handle: async ({ runId }, { signal, isLastAttempt }) => {
    const [claimed] = await sql()<{ startedAt: Date }[]>`
      update source_runs set status = 'running', started_at = coalesce(started_at, now())
      where id = ${runId} and status in ('queued', 'running') returning started_at as "startedAt"`;
    if (!claimed) return;
    try {
      await read(runId, claimed.startedAt, signal);
      await sql()`update source_runs set status = 'done', fault = null, finished_at = now() where id = ${runId} and status = 'running'`;
    } catch (error) {
      if (error instanceof Overtaken) return;
      if (signal.aborted) throw error;
      const fault = faultOf(error);
      const isOver = !fault.retry || isLastAttempt;
      if (fault.code === 'internal') log.error({ err: error, runId }, 'A source could not be read');
      await sql()`
        update source_runs set fault = ${sql().json(fault)}, status = ${isOver ? 'failed' : 'running'}, finished_at = ${isOver ? new Date() : null}
        where id = ${runId} and status = 'running'`;
      if (!isOver) throw error;
    }
  },
});

async function read(runId: string, receivedAt: Date, signal: AbortSignal): Promise<void> {
  const run = await readRun(sql(), runId);
  const connection = await readConnection(sql(), run.sourceId);
  const mapping = namedMappingSchema.parse(connection.mapping);
  const { connector, settings } = await openConnector(sql(), connection);
  const plan = { run: { ...run, receivedAt }, connection: { ...connection, mapping }, settings, signal };
  if (connector.variant === 'pull') await pullRows(connector, plan);
  else if (connector.variant === 'files') await pullFiles(connector, plan);
}

/** What the run log says. A fault of ours may pass, and its words stay in the log. */
function faultOf(error: unknown): RunFault {
  if (error instanceof ConnectionError) return error.failure;
  if (error instanceof AppError) return { code: 'settings', message: error.message, retry: false };
  return { code: 'internal', message: 'A fault of the system.', retry: true };
}
