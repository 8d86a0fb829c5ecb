import type { AnySql } from '@/db/client';
import type { SegmentAlert } from '../types';

/** The alerts of a segment, the oldest first. */
export async function listAlerts(tx: AnySql, segmentId: string): Promise<SegmentAlert[]> {
  const rows = await tx<(Omit<SegmentAlert, 'raisedAt'> & { raisedAt: Date | null })[]>`
    select id, kind, amount, raised_at as "raisedAt", size::float8 as size from segment_alerts where segment_id = ${segmentId} order by created_at, id`;
  return rows.map((row) => ({ ...row, raisedAt: row.raisedAt?.toISOString() ?? null }));
}
