import { Readable } from 'node:stream';
import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { formatFacts } from '../core/export-formats';
import { noteTypes, type ParquetColumn, parquetColumns } from '../core/parquet-columns';
import { readExport, storedLines } from '../data/export-file';
import { type ExportRow, readExportRow } from '../data/exports';
import { parquetOf, recordsOf } from '../data/parquet-file';

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
  const lines = readExport(id, row, ({ sent, withheld }) => note('segment.export_handed_out', { sent, withheldSince: withheld }));
  const parts = row.format === 'parquet' ? await asParquet(id, row, lines) : lines;
  const { extension, contentType } = formatFacts[row.format];
  return new Response(Readable.toWeb(Readable.from(parts)) as ReadableStream, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="segment-${row.segmentId.slice(0, 8)}-${row.createdAt.toISOString().slice(0, 10)}.${extension}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });

  async function note(action: string, details: Record<string, number>): Promise<void> {
    const subjectId = row?.segmentId ?? '';
    await audit(sql(), scope, { action, subjectType: 'segment', subjectId, details: { exportId: id, ...details } });
  }
}

/** The lines as Parquet; the types of its columns are those of every line of the file. */
async function asParquet(id: string, row: ExportRow, lines: AsyncIterable<Buffer>): Promise<AsyncGenerator<Buffer>> {
  const types = new Map<string, ParquetColumn['type']>();
  for await (const record of recordsOf(storedLines(id))) noteTypes(types, record);
  return parquetOf(recordsOf(lines), parquetColumns(row, types));
}
