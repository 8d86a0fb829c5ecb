import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvField, csvLine, readCsvField } from './csv';

test('defuses formulas and leaves numbers', () => {
  expect(csvField('=1+1')).toBe("'=1+1");
  expect(csvField('＠SUM(A1)')).toBe("'＠SUM(A1)");
  expect(csvField('-12.5')).toBe('-12.5');
  expect(csvField('+44 20 7946 0000')).toBe("'+44 20 7946 0000");
});

test('whatever is written is read back', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 6 }), (values) => {
      const [row] = parse(csvLine(values), { relax_column_count: true }) as string[][];
      expect(row?.map(readCsvField)).toEqual(values);
    }),
  );
});
