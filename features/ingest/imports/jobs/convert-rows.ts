import { hashId } from '@/lib/ids';
import { type ImportedEvent, rowToEvent } from '../core/row-to-event';
import type { Mapping } from '../schema';
import type { BadRow, FileRow, Reason, RowFault } from '../types';

export type GoodRow = { line: number; eventId: string; event: ImportedEvent; key: { type: string; value: string } };
export type Fault = { line: number; code: RowFault; raw: string } & Reason;
export type Context = { mapping: Mapping; header: string[]; fileHash: string; sourceId: string };

/** Splits records into events ready for the inbox and faults with their lines. Pure. */
export function convertRows(rows: (FileRow | BadRow)[], context: Context): { good: GoodRow[]; faults: Fault[] } {
  const good: GoodRow[] = [];
  const faults: Fault[] = [];
  for (const row of rows) {
    if ('code' in row) {
      faults.push({ line: row.line, code: row.code, raw: row.raw, reason: row.reason, key: row.key, values: row.values });
      continue;
    }
    const result = rowToEvent(row, context.mapping, context.header, context.fileHash);
    if (result.ok)
      good.push({
        line: row.line,
        event: result.event,
        key: keyOf(row, context),
        eventId: hashId(context.sourceId, result.event.messageId),
      });
    else {
      const { code, reason, key, values } = result;
      faults.push({ line: row.line, code, raw: row.raw, reason, key, values });
    }
  }
  return { good, faults };
}

function keyOf(row: FileRow, { mapping }: Context): { type: string; value: string } {
  const target = mapping.columns[mapping.key];
  const type = target?.kind === 'identifier' ? (target.type === 'external' ? (target.externalType ?? '') : target.type) : '';
  return { type, value: (row.cells[mapping.key] ?? '').trim() };
}
