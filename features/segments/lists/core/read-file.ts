import { detectFormat } from '@/features/ingest/imports/core/detect-format';
import { assembleRecords } from '@/features/ingest/imports/core/records';
import { AppError } from '@/lib/errors';
import { chooseColumn } from './choose-column';

/** One value of the file, with the line it is on. */
export type FileValue = { line: number; value: string };
export type ReadFile = { as: string; column: string | null; values: FileValue[]; broken: FileValue[] };

/**
 * The values of one column of a delimited file, with or without a header. `broken` are rows that cannot be read as CSV.
 * @param as what the values are; `auto` takes what most of them look like
 * @throws AppError invalid_input for a file without rows
 */
export function readFile(bytes: Uint8Array, as: string, country: string | undefined): ReadFile {
  const format = detectFormat(bytes.subarray(0, 64 * 1024));
  const text = new TextDecoder(format.encoding).decode(bytes);
  if (text.includes('\0'))
    throw new AppError('invalid_input', 'This is no text file. Save the table as CSV and upload that.', { key: 'list.binary' });
  const assembler = assembleRecords({ delimiter: format.delimiter });
  const rows = [...assembler.push(text.split(/\r\n|\n|\r/)), ...assembler.end()];
  const good = rows.flatMap((row) => ('cells' in row ? [row] : []));
  const broken = rows.flatMap((row) => ('cells' in row ? [] : [{ line: row.line, value: row.raw.slice(0, 500) }]));
  const chosen = chooseColumn(
    good.slice(0, 500).map((row) => row.cells),
    as,
    country,
  );
  if (!chosen) throw new AppError('invalid_input', 'The file has no rows.', { key: 'list.empty' });
  const values = good
    .slice(chosen.header === null ? 0 : 1)
    .map((row) => ({ line: row.line, value: row.cells[chosen.index]?.trim() ?? '' }));
  return { as: chosen.as, column: chosen.header, values, broken };
}
