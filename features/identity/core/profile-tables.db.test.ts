import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { POINTING_TABLES, profileTables } from './profile-tables';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

it('says for every table that belongs to a profile what a merge does with it', async () => {
  const rows = await t.sql<{ table: string; columns: string[] }[]>`
    select c.relname as table, array_agg(a.attname::text) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    group by c.relname having 'profile_id' = any(array_agg(a.attname::text))`;
  const known = [...profileTables.map((p) => p.name), ...POINTING_TABLES];
  expect(rows.map((r) => r.table).sort()).toEqual([...known].sort());
  for (const { table, columns } of rows) {
    const listed = profileTables.find((p) => p.name === table)?.columns;
    if (listed) expect([...listed].sort(), table).toEqual([...columns].sort());
  }
});
