import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ImportFormat } from '@/db/schema/imports';
import { MAX_RECORD_BYTES } from '../constants';
import { assembleRecords } from '../core/records';
import type { BadRow, FileRow } from '../types';

export type RowsRead = { rows: (FileRow | BadRow)[]; bytesRead: number };

/** The first `bytes` of a file, for detecting its format. */
export async function readHead(path: string, bytes = 64 * 1024): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const buffer = new Uint8Array(bytes);
    const { bytesRead } = await file.read(buffer, 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The header's column names, and the line on which it ends. An empty file has none. */
export async function readHeader(path: string, format: ImportFormat): Promise<{ names: string[]; endLine: number }> {
  for await (const { rows } of readRows(path, format)) {
    const first = rows[0];
    if (first) return { names: 'cells' in first ? first.cells.map((c) => c.trim()) : [], endLine: first.endLine };
  }
  return { names: [], endLine: 0 };
}

/**
 * Streams a file's records in constant memory. With `afterLine`, records up to that line are passed over; with `columns`, records of another
 * width are faults; `bytesAtOnce` is how much of the file is made into records before others have their turn.
 */
export async function* readRows(
  path: string,
  format: ImportFormat,
  options: { afterLine?: number; columns?: number; bytesAtOnce?: number } = {},
): AsyncGenerator<RowsRead> {
  const { afterLine = 0, columns, bytesAtOnce = 256 * 1024 } = options;
  const assembler = assembleRecords({ delimiter: format.delimiter, ...(columns !== undefined && { columns }) }, afterLine + 1);
  let lineNumber = 0;
  for await (const { lines, bytesRead } of readLines(path, format.encoding, bytesAtOnce)) {
    const passed = Math.min(lines.length, Math.max(0, afterLine - lineNumber));
    lineNumber += lines.length;
    const rows = assembler.push(passed === 0 ? lines : lines.slice(passed));
    if (rows.length > 0) yield { rows, bytesRead };
  }
  const rows = assembler.end();
  if (rows.length > 0) yield { rows, bytesRead: Number.POSITIVE_INFINITY };
}

/** Lines without their ends, a chunk of the file at a time. The rest of a line far beyond the limit is dropped: it is refused anyway. */
async function* readLines(path: string, encoding: string, bytesAtOnce: number): AsyncGenerator<{ lines: string[]; bytesRead: number }> {
  const decoder = new TextDecoder(encoding);
  let carry = '';
  let bytesRead = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: bytesAtOnce })) {
    const bytes = chunk as Buffer;
    bytesRead += bytes.length;
    const lines = (carry + decoder.decode(bytes, { stream: true })).split('\n');
    carry = lines.pop() ?? '';
    if (carry.length > 4 * MAX_RECORD_BYTES) carry = carry.slice(0, 2 * MAX_RECORD_BYTES);
    yield { lines: lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)), bytesRead };
  }
  const rest = carry + decoder.decode();
  if (rest !== '') yield { lines: [rest.endsWith('\r') ? rest.slice(0, -1) : rest], bytesRead };
}
