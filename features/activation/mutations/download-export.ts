import { Readable } from 'node:stream';
import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { readExport } from '../data/export-file';
import { readExportRow } from '../data/exports';

/**
 * Hands out a finished export as a stream, audited; who has withdrawn since it was made is left out.
 * @throws AppError not_found when there is none, its time is up, or it holds more than this role sees.
 */
export async function downloadExport(scope: Scope, id: string): Promise<Response> {
  const row = await readExportRow(sql(), id);
  const isThere = row?.status === 'done' && row.expiresAt !== null && row.expiresAt > new Date();
  if (!row || !isThere)
    throw new AppError('not_found', 'This file is not there any more. Export the segment again.', { key: 'export.gone' });
  if (scope.personalData !== 'full' && row.personalData !== scope.personalData)
    throw new AppError('not_found', 'There is no such export.', { key: 'export.none' });
  await note('segment.export_downloaded', { written: row.written });
  const parts = readExport(id, row, ({ sent, withheld }) => note('segment.export_handed_out', { sent, withheldSince: withheld }));
  return new Response(Readable.toWeb(Readable.from(parts)) as ReadableStream, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="segment-${row.segmentId.slice(0, 8)}-${row.createdAt.toISOString().slice(0, 10)}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });

  async function note(action: string, details: Record<string, number>): Promise<void> {
    const subjectId = row?.segmentId ?? '';
    await audit(sql(), scope, { action, subjectType: 'segment', subjectId, details: { exportId: id, ...details } });
  }
}
