import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@/lib/ids';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { readOverview } from './overview';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

it('counts every segment that stands still in one number, whatever the reason', async () => {
  const add = (state: string, status = 'active') =>
    t.sql`insert into segments (id, name, rule, state, status) values (${newId()}, ${state}, '{}', ${state}, ${status})`;
  for (const state of ['live', 'live', 'building', 'stopped', 'failed', 'failed', 'invalid']) await add(state);
  for (const state of ['live', 'stopped', 'invalid']) await add(state, 'archived');
  expect((await readOverview(t.sql, 30)).segments).toEqual({ live: 2, building: 1, still: 4 });
});
