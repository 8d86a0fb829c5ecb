import type { AnySql } from '@/db/client';
import type { FileRunView } from '../types';

type Row = Omit<FileRunView, 'startedAt' | 'finishedAt'> & { startedAt: Date; finishedAt: Date | null };

const SHOWN = 100;

/** The last hundred writings of files of a destination, the newest first, and when the next is due. */
export async function listFileRuns(tx: AnySql, destinationId: string): Promise<{ data: FileRunView[]; nextRunAt: string | null }> {
  const [destination] = await tx<{ nextRunAt: Date | null }[]>`
    select next_run_at as "nextRunAt" from destinations where id = ${destinationId} and status = 'enabled'`;
  const rows = await tx<Row[]>`
    select id, trigger, status, files, added::float8 as added, removed::float8 as removed, withheld::float8 as withheld,
      unmatched::float8 as unmatched, error, started_at as "startedAt", finished_at as "finishedAt"
    from file_runs where destination_id = ${destinationId} order by started_at desc, id desc limit ${SHOWN}`;
  return {
    data: rows.map((row) => ({ ...row, startedAt: row.startedAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null })),
    nextRunAt: destination?.nextRunAt?.toISOString() ?? null,
  };
}
