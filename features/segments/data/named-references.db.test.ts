import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { namedReferences } from './named-references';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

test('what a rule misses is named, also when it was archived; what was never there keeps its key', async () => {
  const [list] = await t.sql<{ id: string }[]>`
    insert into lists (id, name, status, created_by) values (gen_random_uuid(), 'Trade fair', 'archived', 'test') returning id`;
  expect(await namedReferences(t.sql, [`list:${list?.id}`, 'purpose:newsletter', 'trait:basket_average', 'cuts:spend'])).toEqual([
    { kind: 'list', name: 'Trade fair', href: `/segments/lists/${list?.id}` },
    { kind: 'purpose', name: 'newsletter', href: null },
    { kind: 'trait', name: 'basket_average', href: null },
  ]);
  expect(await namedReferences(t.sql, [])).toEqual([]);
});
