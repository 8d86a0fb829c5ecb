import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Options, parse } from 'csv-parse';
import { detectFormat } from '@/features/ingest/imports/core/detect-format';
import { byDay, type PurchaseLog } from '@/features/traits/core/clv/summarise';
import { UsageError } from '../types';
import { type Columns, findColumns, type Given, isHeader } from './columns';
import { type DateForm, formOf, readDay } from './dates';

export type Transactions = {
  log: PurchaseLog;
  /** The customers' own names, by their number in the log. */
  customers: string[];
  rows: number;
  leftOut: { noCustomer: number; negative: number; invalid: number };
  columns: { customer: string; date: string; amount: string };
  firstDay: number;
  lastDay: number;
};

type Ask = { file: string; given: Given; dateForm: DateForm | undefined; skipInvalid: boolean };
type Fault = { line: number; text: string };

const SAMPLE = 200;
/** So many faults are shown; a file with more has a fault of its own. */
const SHOWN = 5;

/**
 * Reads purchases from a delimited text file, the day as written. Rows without a customer and rows with a negative amount
 * (refunds, cancellations) are left out and counted; a row that cannot be read is a fault, or counted too with `skipInvalid`.
 * @throws UsageError that names the lines
 */
export async function readTransactions({ file, given, dateForm, skipInvalid }: Ask): Promise<Transactions> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`There is no file ${file}.`);
  const sample = await readSome(file);
  const [first] = sample;
  if (!first) throw new UsageError(`${file} is empty.`);
  const header = isHeader(first.cells) ? first.cells : null;
  const body = header ? sample.slice(1) : sample;
  const columns = findColumns(
    header,
    body.map((row) => row.cells),
    given,
  );
  if ('missing' in columns)
    throw new UsageError(
      `${file}: ${columns.missing}.${header ? ` The columns are: ${header.join(', ')}.` : ' The file has no header line.'}`,
    );
  const form = dateForm ?? formOf(body.map((row) => (row.cells[columns.date] ?? '').trim()));
  if (form === 'unclear') throw new UsageError(`${file}: the dates may be day or month first: give --date-format dmy or mdy.`);

  const numbers = new Map<string, number>();
  const customer: number[] = [];
  const day: number[] = [];
  const amount: number[] = [];
  const faults: Fault[] = [];
  const leftOut = { noCustomer: 0, negative: 0, invalid: 0 };
  let rows = 0;
  for await (const { line, cells } of recordsOf(file)) {
    if (header && line === first.line) continue;
    rows += 1;
    const read = readRow(cells, columns, form);
    if (typeof read === 'string') {
      leftOut.invalid += 1;
      if (faults.length < SHOWN) faults.push({ line, text: read });
    } else if (read === undefined) leftOut.noCustomer += 1;
    else if (read.amount < 0) leftOut.negative += 1;
    else {
      const known = numbers.get(read.customer) ?? numbers.size;
      numbers.set(read.customer, known);
      customer.push(known);
      day.push(read.day);
      amount.push(read.amount);
    }
  }
  if (faults.length > 0 && !skipInvalid) throw new UsageError(faultsOf(file, faults, leftOut.invalid));
  if (customer.length === 0) throw new UsageError(`${file} has no purchases.`);
  const named = (n: number) => header?.[n] ?? `column ${n + 1}`;
  return {
    log: byDay({ customer: Int32Array.from(customer), day: Int32Array.from(day), amount: Float64Array.from(amount) }),
    customers: [...numbers.keys()],
    rows,
    leftOut,
    columns: {
      customer: named(columns.customer),
      date: named(columns.date),
      amount:
        typeof columns.amount === 'number' ? named(columns.amount) : `${named(columns.amount.quantity)} × ${named(columns.amount.price)}`,
    },
    firstDay: day.reduce((a, b) => Math.min(a, b)),
    lastDay: day.reduce((a, b) => Math.max(a, b)),
  };
}

function faultsOf(file: string, faults: readonly Fault[], total: number): string {
  const lines = faults.map(({ line, text }) => `  line ${line}: ${text}`);
  const more = total > faults.length ? [`  and ${total - faults.length} more`] : [];
  return [
    `${file} has ${total === 1 ? 'a row' : `${total} rows`} that cannot be read:`,
    ...lines,
    ...more,
    'Mend them, or leave them out with --skip-invalid.',
  ].join('\n');
}

/** A purchase, undefined for a row without a customer, or what is wrong with the row. */
function readRow(
  cells: readonly string[],
  columns: Columns,
  form: DateForm,
): { customer: string; day: number; amount: number } | string | undefined {
  const cell = (n: number) => (cells[n] ?? '').trim();
  const customer = cell(columns.customer);
  if (customer === '') return undefined;
  const day = readDay(cell(columns.date), form);
  if (day === undefined) return `"${cell(columns.date).slice(0, 40)}" is no date`;
  const parts = typeof columns.amount === 'number' ? [cell(columns.amount)] : [cell(columns.amount.quantity), cell(columns.amount.price)];
  const values = parts.map((text) =>
    text === '' ? Number.NaN : Number(text.replace(/^[$€£]/, '').replace(/^(-?\d+),(\d{1,2})$/, '$1.$2')),
  );
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) return `"${(parts[bad] ?? '').slice(0, 40)}" is no amount`;
  return { customer, day, amount: values.reduce((a, b) => a * b, 1) };
}

type Row = { line: number; cells: string[] };

async function readSome(file: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of recordsOf(file)) if (rows.push(row) >= SAMPLE) break;
  return rows;
}

/** Every row that is not empty with the number of its line; columns parted by the file's delimiter, or by blanks where there is none. */
async function* recordsOf(file: string): AsyncGenerator<Row> {
  const { delimiter, encoding } = detectFormat(headOf(file));
  const decoded = encoding === 'utf-16le' ? 'utf16le' : encoding === 'windows-1252' ? 'latin1' : 'utf8';
  if (!headOf(file).toString('utf8').includes(delimiter)) {
    let line = 0;
    for await (const text of createInterface({ input: createReadStream(file, decoded), crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() !== '') yield { line, cells: text.trim().split(/\s+/) };
    }
    return;
  }
  const options: Options = { bom: true, delimiter, encoding: decoded, relax_column_count: true, skip_empty_lines: true, info: true };
  try {
    for await (const { record, info } of createReadStream(file).pipe(parse(options))) yield { line: info.lines, cells: record };
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
}

function headOf(file: string): Buffer {
  const head = Buffer.alloc(65_536);
  const handle = openSync(file, 'r');
  try {
    return head.subarray(0, readSync(handle, head, 0, head.length, 0));
  } finally {
    closeSync(handle);
  }
}
