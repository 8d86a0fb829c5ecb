import { parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import type { ExportRecord } from '../core/export-record';
import { noteTypes, type ParquetColumn, parquetColumns } from '../core/parquet-columns';
import { parquetOf } from './parquet-file';

const record = (n: number, traits: Record<string, unknown>): ExportRecord => ({
  profile_id: `p${n}`,
  identifiers: { email: [`${n}@a.de`, 'x'] },
  traits,
});

async function readBack(records: ExportRecord[], traits: string[]) {
  const types = new Map<string, ParquetColumn['type']>();
  for (const each of records) noteTypes(types, each);
  const parts: Buffer[] = [];
  async function* all() {
    yield* records;
  }
  for await (const part of parquetOf(all(), parquetColumns({ identifiers: ['email'], traits }, types))) parts.push(part);
  const whole = Buffer.concat(parts);
  return parquetReadObjects({ file: whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length) as ArrayBuffer });
}

it('keeps numbers and yes or no, and writes as text whatever differs in type', async () => {
  const rows = await readBack(
    [record(1, { n: 1.5, b: true, m: 1, l: ['x'], email: 'other' }), record(2, { n: -2, b: false, m: 'two', l: null })],
    ['n', 'b', 'm', 'l', 'email', 'none'],
  );
  expect(rows).toEqual([
    { profile_id: 'p1', email: '1@a.de; x', n: 1.5, b: true, m: '1', l: '["x"]', email_: 'other', none: null },
    { profile_id: 'p2', email: '2@a.de; x', n: -2, b: false, m: 'two', l: null, email_: null, none: null },
  ]);
});

it('writes many row groups, and a file without anybody', async () => {
  const records = Array.from({ length: 25_001 }, (_, n) => record(n, { n, name: `Änne ${n}` }));
  const rows = await readBack(records, ['n', 'name']);
  expect(rows).toHaveLength(25_001);
  expect(rows.at(-1)).toMatchObject({ n: 25_000, name: 'Änne 25000' });
  expect(await readBack([], ['n'])).toEqual([]);
});
