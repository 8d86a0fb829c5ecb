import { sql } from '@/db/client';
import type { Connection, Run, RunDrift } from '@/features/sources/connections/types';

type Plan = { run: Run; connection: Connection };

/**
 * Writes on the run how its columns differ from the mapped ones, and stops it when that was chosen, or when a column is gone without
 * which no row can be read.
 */
export async function meetDrift(
  { run, connection }: Plan,
  drift: RunDrift | undefined,
  missing: readonly string[],
): Promise<'go' | 'stop'> {
  if (!drift) return 'go';
  const isStopped = connection.onDrift === 'pause' || missing.length > 0;
  await sql().begin(async (tx) => {
    await tx`update source_runs set drift = ${tx.json(drift as never)} where id = ${run.id}`;
    if (!isStopped) return;
    const fault = { code: 'drift', message: 'The columns are not those that were mapped.', retry: false };
    await tx`
      update source_runs set status = 'failed', fault = ${tx.json(fault)}, finished_at = now() where id = ${run.id} and status = 'running'`;
    await tx`update source_connections set paused = 'drift' where source_id = ${run.sourceId}`;
  });
  return isStopped ? 'stop' : 'go';
}
