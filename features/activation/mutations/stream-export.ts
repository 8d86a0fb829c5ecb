import { sql } from '@/db/client';
import { addAccesses } from '@/features/access/mutations/note-access';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { type ExportFormat, headOf } from '../core/export-formats';
import { noteTypes, type ParquetColumn, parquetColumns } from '../core/parquet-columns';
import { type ExportQuestion, exportChunks } from '../data/export-chunks';
import { defaultColumns } from '../data/exports';
import { parquetOf, recordsOf } from '../data/parquet-file';
import { openSpool } from '../data/spool';
import { auditExport, requireExportable } from './exports';

export type ExportCounts = { total: number; written: number; withheld: number; reasons: Record<string, number> };

/**
 * Hands the file of a segment to `write`, part by part, for the command line; audited before the first line. All traits and the usual
 * identifiers unless others are named. @returns the numbers; `total = written + withheld`.
 */
export async function streamExport(
  scope: Scope,
  ask: { segmentId: string; purpose: string; channel: string; traits?: string[]; identifiers?: string[]; format?: ExportFormat },
  write: (part: string | Buffer) => Promise<void>,
): Promise<ExportCounts> {
  const { personalData } = scope;
  if (personalData === 'none') throw new AppError('forbidden', 'Your role does not see personal data.', { key: 'profile.noPersonalData' });
  const columns = await defaultColumns(sql());
  const input = { ...ask, traits: ask.traits ?? columns.traits, identifiers: ask.identifiers ?? columns.identifiers };
  const line = await sql().begin(async (tx) => {
    await requireExportable(tx, input);
    return auditExport(tx, scope, 'segment.exported', newId(), input);
  });
  const format = input.format ?? 'csv';
  const counts: ExportCounts = { total: 0, written: 0, withheld: 0, reasons: {} };
  const question: ExportQuestion = { ...input, format, personalData };
  const parts = audited(question, line, counts);
  if (format === 'parquet') {
    await writeParquet(question, parts, write);
  } else {
    await write(headOf(input, format));
    for await (const part of parts) await write(part);
  }
  return { ...counts, total: counts.written + counts.withheld };
}

/** The lines, part by part, each noted in the audit log and counted before it leaves. */
async function* audited(question: ExportQuestion, line: number, counts: ExportCounts): AsyncGenerator<Buffer> {
  for await (const { rows, reasons } of exportChunks(question)) {
    await addAccesses(
      sql(),
      line,
      rows.map((row) => row.id),
    );
    counts.written += rows.length;
    for (const [reason, n] of Object.entries(reasons)) {
      counts.reasons[reason] = (counts.reasons[reason] ?? 0) + n;
      counts.withheld += n;
    }
    yield Buffer.from(rows.map((row) => row.line).join(''));
  }
}

/** The lines as Parquet: kept on disk first, because the types of the columns are those of all lines. */
async function writeParquet(question: ExportQuestion, parts: AsyncIterable<Buffer>, write: (part: Buffer) => Promise<void>): Promise<void> {
  const spool = await openSpool();
  try {
    for await (const part of parts) await spool.append(part);
    const types = new Map<string, ParquetColumn['type']>();
    for await (const record of recordsOf(spool.read())) noteTypes(types, record);
    for await (const part of parquetOf(recordsOf(spool.read()), parquetColumns(question, types))) await write(part);
  } finally {
    await spool.close();
  }
}
