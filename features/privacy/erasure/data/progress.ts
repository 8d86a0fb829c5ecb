import type { AnySql } from '@/db/client';
import type { ErasureDestination, ErasureView } from '../types';
import { erasureOfRequest } from './erasure-row';

type Row = Omit<ErasureDestination, 'endedAt'> & { endedAt: Date | null };

/** What each destination has answered. */
export async function listDestinations(sql: AnySql, erasureId: string): Promise<ErasureDestination[]> {
  const rows = await sql<Row[]>`
    select destination_id as "destinationId", name, kind, status, reason, ended_at as "endedAt"
    from erasure_destinations where erasure_id = ${erasureId} order by name, destination_id`;
  return rows.map((row) => ({ ...row, endedAt: row.endedAt?.toISOString() ?? null }));
}

/** How far the erasure of a request is; null before it has begun. Numbers, names of tables and of destinations: nothing of the person. */
export async function erasureProgress(sql: AnySql, requestId: string): Promise<ErasureView | null> {
  const row = await erasureOfRequest(sql, requestId);
  if (!row) return null;
  const [end] = await sql<{ finishedAt: Date | null; number: number; hash: string | null }[]>`
    select finished_at as "finishedAt", number, certificate_hash as hash from erasures where id = ${row.id}`;
  return {
    id: row.id,
    status: row.status,
    step: row.step,
    startedAt: row.startedAt.toISOString(),
    finishedAt: end?.finishedAt?.toISOString() ?? null,
    progress: row.progress,
    destinations: await listDestinations(sql, row.id),
    certificate: end?.hash ? { number: end.number, hash: end.hash } : null,
  };
}
