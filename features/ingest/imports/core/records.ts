import { parse } from 'csv-parse/sync';
import { MAX_RECORD_BYTES, MAX_RECORD_LINES } from '../constants';
import type { BadRow, FileRow, Reason } from '../types';

type Options = { delimiter: string; columns?: number };
type Line = { line: number; text: string };

export type RecordAssembler = { push(lines: string[]): (FileRow | BadRow)[]; end(): (FileRow | BadRow)[] };

/**
 * Turns physical lines into records. csv-parse reads the records; this only decides where a record ends, because a quote that
 * is never closed would otherwise swallow the innocent lines after it: such a line is refused alone.
 * Feed it with `push`, then call `end`; both return the records that are certain by then.
 */
export function assembleRecords(options: Options, firstLine = 1): RecordAssembler {
  let waiting: Line[] = [];
  let lineNumber = firstLine - 1;
  const drain = (isLast: boolean): (FileRow | BadRow)[] => {
    const out: (FileRow | BadRow)[] = [];
    let at = 0;
    while (at < waiting.length) {
      const found = recordAt(waiting, at, isLast, options);
      if (found === 'incomplete') break;
      at += found.lines;
      if (found.row) out.push(found.row);
    }
    waiting = waiting.slice(at);
    return out;
  };
  return {
    push(lines) {
      for (const text of lines) waiting.push({ line: ++lineNumber, text });
      return drain(false);
    },
    end: () => drain(true),
  };
}

type Found = { lines: number; row: FileRow | BadRow | undefined } | 'incomplete';

function recordAt(waiting: Line[], start: number, isLast: boolean, options: Options): Found {
  const first = waiting[start];
  if (!first) return 'incomplete';
  if (first.text.trim() === '') return { lines: 1, row: undefined };
  let raw = '';
  let quotes = 0;
  for (let i = start; i < waiting.length && i - start < MAX_RECORD_LINES && raw.length <= MAX_RECORD_BYTES; i += 1) {
    const current = waiting[i];
    if (!current) break;
    raw += i === start ? current.text : `\n${current.text}`;
    quotes += countQuotes(current.text);
    if (quotes % 2 === 1) continue;
    const row = readRecord(raw, first.line, current.line, options);
    if (i === start || !('code' in row)) return { lines: i - start + 1, row };
    return { lines: 1, row: unclosed(first) };
  }
  const gaveUp = waiting.length - start >= MAX_RECORD_LINES || raw.length > MAX_RECORD_BYTES;
  return isLast || gaveUp ? { lines: 1, row: unclosed(first) } : 'incomplete';
}

function countQuotes(text: string): number {
  let n = 0;
  for (let i = text.indexOf('"'); i >= 0; i = text.indexOf('"', i + 1)) n += 1;
  return n;
}

const unclosed = (first: Line): BadRow => ({
  line: first.line,
  endLine: first.line,
  raw: first.text,
  code: 'bad_quotes',
  key: 'row.unclosed',
  reason: 'A quote is opened but never closed on this row. Close it, or double it if it belongs to the value.',
});

function readRecord(raw: string, line: number, endLine: number, options: Options): FileRow | BadRow {
  const bad = (code: BadRow['code'], reason: string, said: Omit<Reason, 'reason'>): BadRow => ({
    line,
    endLine,
    raw,
    code,
    reason,
    ...said,
  });
  if (Buffer.byteLength(raw) > MAX_RECORD_BYTES) {
    const limit = MAX_RECORD_BYTES / 1024;
    return bad('too_long', `The row is longer than ${limit} KiB.`, { key: 'row.tooLong', values: { limit } });
  }
  if (raw.includes('\uFFFD'))
    return bad('bad_encoding', 'The row holds bytes that are not text in the chosen encoding.', { key: 'row.encoding' });
  const cells = raw.includes('"') ? parseQuoted(raw, options.delimiter) : raw.split(options.delimiter);
  if (!cells)
    return bad('bad_quotes', 'Quotes stand in the middle of a value. Put the whole value in quotes and double those inside.', {
      key: 'row.quotes',
    });
  if (options.columns !== undefined && cells.length !== options.columns) {
    return bad('wrong_column_count', `The row has ${cells.length} columns, the header has ${options.columns}.`, {
      key: 'row.columns',
      values: { columns: cells.length, expected: options.columns },
    });
  }
  return { line, endLine, raw, cells };
}

function parseQuoted(raw: string, delimiter: string): string[] | undefined {
  try {
    const records: string[][] = parse(raw, { delimiter, relax_column_count: true });
    return records.length === 1 ? records[0] : undefined;
  } catch {
    // csv-parse throws on quotes it cannot make sense of: a fault of the row, reported as such by the caller.
    return undefined;
  }
}
