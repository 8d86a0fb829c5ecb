import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHeader, readRows } from './read-rows';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-rows-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const format = { encoding: 'utf-8', delimiter: ';', quote: '"', hasBom: false };

async function rowsOf(content: string | Buffer, options = {}, fileFormat = format) {
  const path = join(folder, 'file.csv');
  writeFileSync(path, content);
  const out = [];
  for await (const { rows } of readRows(path, fileFormat, options)) out.push(...rows);
  return { path, rows: out.map((r) => ('cells' in r ? `${r.line}:${r.cells.join('|')}` : `${r.line}!${r.code}`)) };
}

test('reads Windows line ends and drops the byte-order mark', async () => {
  const { rows, path } = await rowsOf('\uFEFFid;name\r\n1;Zoë\r\n2;王小明\r\n');
  expect(rows).toEqual(['1:id|name', '2:1|Zoë', '3:2|王小明']);
  expect(await readHeader(path, format)).toEqual({ names: ['id', 'name'], endLine: 1 });
});

test('resumes after any line with the same line numbers', async () => {
  const text = Array.from({ length: 50 }, (_, i) => (i % 7 === 3 ? `${i};"two\nlines"` : `${i};x`)).join('\n');
  const { rows } = await rowsOf(text, { columns: 2 });
  const ends = rows.map((r) => Number.parseInt(r, 10) + (r.includes('two') ? 1 : 0));
  for (const [i, end] of ends.entries()) {
    expect((await rowsOf(text, { columns: 2, afterLine: end })).rows).toEqual(rows.slice(i + 1));
  }
});

test('a line of 50 MB is refused alone, and the rows after it are read', async () => {
  const { rows } = await rowsOf(`a;b\n${'x'.repeat(50_000_000)};y\nc;d\n`, { columns: 2 });
  expect(rows.map((r) => r.slice(0, 20))).toEqual(['1:a|b', '2!too_long', '3:c|d']);
});

test('bytes that are not UTF-8 are a fault of their row', async () => {
  const { rows } = await rowsOf(Buffer.concat([Buffer.from('a;b\n'), Buffer.from([0xff, 0xfe, 0x3b, 0x78, 0x0a]), Buffer.from('c;d\n')]), {
    columns: 2,
  });
  expect(rows).toEqual(['1:a|b', '2!bad_encoding', '3:c|d']);
});
