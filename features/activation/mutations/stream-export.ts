import { sql } from '@/db/client';
import { addAccesses } from '@/features/access/mutations/note-access';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { exportHeader } from '../core/export-line';
import { exportChunks } from '../data/export-chunks';
import { defaultColumns } from '../data/exports';
import { auditExport, requireExportable } from './exports';

export type ExportCounts = { total: number; written: number; withheld: number; reasons: Record<string, number> };

/**
 * Hands the CSV of a segment to `write`, part by part, for the command line; audited before the first line. All traits and the usual
 * identifiers unless others are named. @returns the numbers; `total = written + withheld`.
 */
export async function streamExport(
  scope: Scope,
  ask: { segmentId: string; purpose: string; channel: string; traits?: string[]; identifiers?: string[] },
  write: (text: string) => Promise<void>,
): Promise<ExportCounts> {
  const { personalData } = scope;
  if (personalData === 'none') throw new AppError('forbidden', 'Your role does not see personal data.', { key: 'profile.noPersonalData' });
  const columns = await defaultColumns(sql());
  const input = { ...ask, traits: ask.traits ?? columns.traits, identifiers: ask.identifiers ?? columns.identifiers };
  const line = await sql().begin(async (tx) => {
    await requireExportable(tx, input);
    return auditExport(tx, scope, 'segment.exported', newId(), input);
  });
  const counts: ExportCounts = { total: 0, written: 0, withheld: 0, reasons: {} };
  await write(exportHeader(input));
  for await (const { rows, reasons } of exportChunks({ ...input, personalData })) {
    await addAccesses(
      sql(),
      line,
      rows.map((row) => row.id),
    );
    await write(rows.map((row) => row.line).join(''));
    counts.written += rows.length;
    for (const [reason, n] of Object.entries(reasons)) {
      counts.reasons[reason] = (counts.reasons[reason] ?? 0) + n;
      counts.withheld += n;
    }
  }
  return { ...counts, total: counts.written + counts.withheld };
}
