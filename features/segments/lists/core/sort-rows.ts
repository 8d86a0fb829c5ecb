import type { BadRow, FileRow } from '@/features/ingest/imports/types';
import { breather } from '@/lib/breather';
import { keyOf } from './key-of';

export type KeyedRow = { line: number; value: string; key: string };
export type SortedRows = { keyed: KeyedRow[]; invalid: { line: number; value: string }[] };

/** Rows by whether their value can be one of the type at all. */
export async function sortRows(
  rows: readonly (FileRow | BadRow)[],
  { as, place, country }: { as: string; place: number; country: string | undefined },
): Promise<SortedRows> {
  const sorted: SortedRows = { keyed: [], invalid: [] };
  const pause = breather();
  for (const row of rows) {
    await pause();
    // Of a row that cannot be read nothing is kept: its other columns may hold what nobody asked for.
    const value = 'cells' in row ? (row.cells[place]?.trim() ?? '').slice(0, 500) : '';
    const key = 'cells' in row ? keyOf(as, value, country) : undefined;
    if (key === undefined) sorted.invalid.push({ line: row.line, value });
    else sorted.keyed.push({ line: row.line, value, key });
  }
  return sorted;
}
