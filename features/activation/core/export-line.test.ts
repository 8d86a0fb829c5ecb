import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCsvField } from '@/lib/csv';
import { exportHeader, exportLine } from './export-line';

const columns = { identifiers: ['email'], traits: ['a', '__proto__', '=cmd'] };
const id = '0190a0de-0000-7000-8000-000000000000';

it('writes files that read back as they were, and that no spreadsheet runs', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'), fc.string()).map(([a, b]) => a + b),
  );
  fc.assert(
    fc.property(hostile, hostile, (email, a) => {
      const line = exportLine({ id, previousIds: [], identifiers: [{ type: 'email', value: email }], traits: { a } }, columns);
      const [row] = parse(line, { relax_quotes: false }) as string[][];
      expect(row?.map(readCsvField)).toEqual([id, email, a, '', '']);
      for (const field of row ?? [])
        expect(/^[=+@\t\r\0＝＋－＠]|^-(?!\d+(\.\d+)?$)/.test(field) && !/^[-+]?\d+(\.\d+)?$/.test(field)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

it('writes lists and objects as JSON, several identifiers in one field, and guards its own header', () => {
  const profile = {
    id,
    previousIds: [],
    traits: { a: ['x', 1] },
    identifiers: ['1@a.de', '2@a.de'].map((value) => ({ type: 'email', value })),
  };
  expect(exportLine(profile, { identifiers: ['email'], traits: ['a'] })).toBe(`${id},1@a.de; 2@a.de,"[""x"",1]"\r\n`);
  expect(exportHeader(columns)).toBe("profile_id,email,a,__proto__,'=cmd\r\n");
});
