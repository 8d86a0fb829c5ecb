import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { bits, plain, texts, times } from './literals';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

it('gives every text back as it was', async () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('"', '\\', ',', '{', '}', ' ', 'NULL', "'", '\n'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text.map((s) => s.replaceAll('\0', '')))), async (list) => {
      const rows = await t.sql`select x from unnest(${texts(list)}::text::text[]) x`;
      expect(rows.map((r) => r.x)).toEqual(list);
    }),
    { numRuns: 100 },
  );
});

it('gives ids, numbers, moments and booleans back', async () => {
  const id = crypto.randomUUID();
  const at = new Date('2026-10-01T10:11:12.345Z');
  const rows = await t.sql`
    select * from unnest(${plain([id, null])}::text::uuid[], ${plain([1.5, -2e-7])}::text::float8[], ${times([at, null])}::text::timestamptz[],
      ${times([at.getTime(), 0])}::text::timestamptz[], ${bits([true, false])}::text::boolean[], ${plain([])}::text::int[]) u(id, number, moment, other, flag, none)`;
  expect(rows).toEqual([
    { id, number: 1.5, moment: at, other: at, flag: true, none: null },
    { id: null, number: -2e-7, moment: null, other: new Date(0), flag: false, none: null },
  ]);
});
