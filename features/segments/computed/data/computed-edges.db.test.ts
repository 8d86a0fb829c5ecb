import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { findComputedEdges } from './computed-edges';
import type { ActiveTrait } from './load-computed';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

const trait: ActiveTrait = { name: 'days', version: 1, definition: { measure: 'days_since', which: 'last', event: 'Order Completed' } };
const whoPass = async (from: string, to: string) =>
  (await findComputedEdges(t.sql, [trait], { from: new Date(from), to: new Date(to) })).profileIds.sort();

it('a day goes by at the midnight of the person, else of the company, also where the database does not know the zone', async () => {
  const person = async (zone: string | null) => {
    const id = randomUUID();
    await t.sql`insert into profiles (id, time_zone, derived) values (${id}, ${zone}, '{"days": 3}')`;
    return id;
  };
  const [none, tehran, unheard] = [await person(null), await person('Asia/Tehran'), await person('Antarctica/Newtown')];
  expect(await whoPass('2026-03-01T23:30:00Z', '2026-03-02T00:30:00Z')).toEqual([none, unheard].sort());
  expect(await whoPass('2026-03-01T20:00:00Z', '2026-03-01T21:00:00Z')).toEqual([tehran]);
  await t.sql`insert into settings (key, value) values ('timezone', '"Asia/Tehran"') on conflict (key) do update set value = excluded.value`;
  expect(await whoPass('2026-03-01T20:00:00Z', '2026-03-01T21:00:00Z')).toEqual([none, tehran, unheard].sort());
});
