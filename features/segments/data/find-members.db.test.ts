import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { memberLines } from './console-views';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
  await t.sql`insert into trait_definitions (name, type, personal) values ('country', 'string', false), ('city', 'string', true)`;
  await person(t.sql, { name: 'Ann Bauer' });
});
afterAll(() => t.close());

test('members are searched, ordered by when they entered, and shown with the traits asked for', async () => {
  const many = randomUUID();
  await t.sql`insert into segments (id, name, rule, state) values (${many}, 'Many', ${t.sql.json({ kind: 'trait', trait: 'country', op: 'exists' })}, 'live')`;
  const entered = new Map<string, string>();
  for (let n = 0; n < 5; n++) {
    const id = await person(t.sql, {
      name: `Zoe ${n % 2 ? 'Odd' : 'Even'}`,
      email: `zoe${n}@example.com`,
      traits: { country: 'DE', city: 'Bonn' },
    });
    const at = `2026-03-0${n < 3 ? 1 : n}T00:00:00.00000${n}Z`;
    await t.sql`insert into memberships (profile_id, segment_id, entered_at) values (${id}, ${many}, ${at}::text::timestamptz)`;
    entered.set(id, at);
  }
  const oldest = [...entered].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([id]) => id);
  const pages = async (ask: object) => {
    const found: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await memberLines(t.sql, 'full', { segmentId: many, limit: 2, cursor, ...ask });
      found.push(...page.data.map((m) => m.profile.id));
      if (!page.nextCursor) return found;
      cursor = page.nextCursor;
    }
  };
  expect(await pages({ sort: 'oldest' })).toEqual(oldest);
  expect(await pages({ sort: 'newest' })).toEqual(oldest.toReversed());
  expect((await pages({ sort: 'id' })).toSorted()).toEqual(oldest.toSorted());
  expect(await pages({ q: 'zoe odd' })).toHaveLength(2);
  expect(await pages({ q: 'zoe3@example', sort: 'newest' })).toHaveLength(1);
  expect(await pages({ q: '100%' })).toEqual([]);
  expect(await pages({ q: 'bauer' })).toEqual([]);
  const columns = ['country', 'city', 'order_count', 'nothing'];
  const [full] = (await memberLines(t.sql, 'full', { segmentId: many, limit: 1, columns })).data;
  expect(full?.values).toEqual({ country: 'DE', city: 'Bonn', order_count: 0 });
  const [none] = (await memberLines(t.sql, 'none', { segmentId: many, limit: 1, columns })).data;
  expect(none?.values).toEqual({ country: 'DE', city: '•••', order_count: 0 });
  await expect(memberLines(t.sql, 'none', { segmentId: many, limit: 1, q: 'zoe' })).rejects.toMatchObject({ code: 'forbidden' });
});
