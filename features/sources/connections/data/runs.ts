import type { AnySql } from '@/db/client';
import { AppError } from '@/lib/errors';
import type { Run } from '../types';

const columns = (sql: AnySql) => sql`
  id, source_id as "sourceId", mode, trigger, status, cursor, counts, total::float8 as total, drift, fault, created_by as "createdBy",
  created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt"`;

const PAGE = 50;

/** Newest first, 50 a page; `before` is the creation time and id of the last run seen. */
export async function listRuns(sql: AnySql, sourceId: string, before?: { createdAt: Date; id: string }): Promise<Run[]> {
  return await sql<Run[]>`
    select ${columns(sql)} from source_runs where source_id = ${sourceId}
      ${before ? sql`and (created_at, id) < (${before.createdAt}, ${before.id})` : sql``}
    order by created_at desc, id desc limit ${PAGE}`;
}

/** @throws AppError not_found */
export async function readRun(sql: AnySql, id: string): Promise<Run> {
  const [run] = await sql<Run[]>`select ${columns(sql)} from source_runs where id = ${id}`;
  if (!run) throw new AppError('not_found', 'There is no such run.', { key: 'connector.noRun' });
  return run;
}
