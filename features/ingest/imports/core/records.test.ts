import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleRecords } from './records';

const read = (text: string, columns?: number, step = 1000) => {
  const assembler = assembleRecords({ delimiter: ',', ...(columns !== undefined && { columns }) });
  const lines = text.split('\n');
  const out = [];
  for (let i = 0; i < lines.length; i += step) out.push(...assembler.push(lines.slice(i, i + step)));
  return [...out, ...assembler.end()];
};

test('reads quoted values, doubled quotes and values over several lines', () => {
  const rows = read('a,"b, c"\n"say ""hi""","two\nlines"\n\nx,y', 2);
  expect(rows.map((r) => ('cells' in r ? r.cells : r.code))).toEqual([
    ['a', 'b, c'],
    ['say "hi"', 'two\nlines'],
    ['x', 'y'],
  ]);
  expect(rows.map((r) => [r.line, r.endLine])).toEqual([
    [1, 1],
    [2, 3],
    [5, 5],
  ]);
});

test('a quote that is never closed costs its own line only', () => {
  const rows = read('a,b\n"oops,b\nc,d\ne,f', 2);
  expect(rows.map((r) => ('code' in r ? `${r.line} ${r.code}` : r.cells.join()))).toEqual(['a,b', '2 bad_quotes', 'c,d', 'e,f']);
});

test('a quote never closed before a well-quoted line costs its own line only', () => {
  const rows = read('"oops,b\n"c","d"\ne,f', 2);
  expect(rows.map((r) => ('code' in r ? `${r.line} ${r.code}` : r.cells.join()))).toEqual(['1 bad_quotes', 'c,d', 'e,f']);
});

test('names wrong column counts, wrong bytes and quotes inside a value', () => {
  const rows = read('a\na,b,c\nx\uFFFD,b\nx "y" z,b', 2);
  expect(rows.map((r) => ('code' in r ? r.code : 'ok'))).toEqual([
    'wrong_column_count',
    'wrong_column_count',
    'bad_encoding',
    'bad_quotes',
  ]);
});

test('any table survives writing and reading, in pieces of any size', () => {
  const cell = fc.string({ maxLength: 8 }).map((s) => s.replace(/[\r\uFFFD]/g, ''));
  const table = fc.array(fc.tuple(fc.constantFrom('k', 'key'), cell, cell), { minLength: 1, maxLength: 20 });
  const quote = (s: string) => (/[",\n]/.test(s) ? `"${s.replace(/"/g, '""')}"` : s);
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 7 }), (rows, step) => {
      const text = rows.map((r) => r.map(quote).join(',')).join('\n');
      expect(read(text, 3, step).map((r) => ('cells' in r ? r.cells : r.code))).toEqual(rows);
    }),
  );
});
