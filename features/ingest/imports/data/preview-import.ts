import { type Import, importPath } from './find-imports';
import { readRows } from './read-rows';

/** The header and the first good rows of an uploaded file. A file that is gone from disk has neither. */
export async function previewImport(found: Import, count: number): Promise<{ header: string[]; rows: string[][] }> {
  let header: string[] | undefined;
  const rows: string[][] = [];
  try {
    for await (const part of readRows(importPath(found.file), found.format)) {
      for (const row of part.rows) {
        if (!('cells' in row)) continue;
        if (!header) header = row.cells.map((cell) => cell.trim());
        else if (row.cells.length === header.length) rows.push(row.cells);
        if (rows.length >= count) return { header, rows };
      }
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return { header: header ?? [], rows };
}
