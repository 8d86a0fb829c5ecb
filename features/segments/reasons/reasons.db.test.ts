import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@/lib/ids';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { readReasons, reasonPeople } from './data/read-reasons';

let t: TestDb;
const segmentId = newId();
const people: string[] = [];
const trait = (name: string) => ({ kind: 'trait', trait: name, op: 'exists' });
const span = { segmentId, from: '2026-05-01T00:00:00Z', to: '2026-05-02T00:00:00Z' };

beforeAll(async () => {
  t = await testDb();
  await t.sql`insert into segments (id, name, rule, version, state) values (${segmentId}, 'S', ${t.sql.json(trait('a'))}, 5, 'live')`;
  const version = (n: number, rule: object) =>
    t.sql`insert into segment_versions (segment_id, version, name, description, rule, changed_by)
      values (${segmentId}, ${n}, 'S', '', ${t.sql.json(rule as never)}, 'test')`;
  await version(1, { all: [trait('a'), trait('b')] });
  await version(3, { any: [trait('a'), trait('b')] });
  await version(5, { not: { all: [trait('a'), trait('b')] } });
  for (let n = 0; n < 8; n++) people.push(await person(t.sql, { name: `P${n}` }));
});
afterAll(() => t.close());

async function change(
  n: number,
  of: 'enter' | 'leave',
  version: number | null,
  marks: number | null,
  cause = 'event',
  at = '2026-05-01T10:00:00Z',
) {
  await t.sql`insert into membership_changes (profile_id, segment_id, change, cause, at, version, marks)
    values (${people[n] ?? ''}, ${segmentId}, ${of}, ${cause}, ${at}, ${version}, ${marks})`;
}

it('groups who entered and left by the conditions that flipped, in every form of rule', async () => {
  await change(0, 'leave', 1, 0b01);
  await change(1, 'leave', 1, 0b01);
  await change(2, 'leave', 1, 0b10, 'clock');
  await change(0, 'enter', 1, 0b11);
  // The number 4 was given because a segment that the rule names changed: its rule is that of 3.
  await change(3, 'enter', 4, 0b10);
  await change(3, 'leave', 4, 0b00);
  await change(4, 'enter', 5, 0b01);
  await change(5, 'enter', 1, 0b11, 'rule');
  await change(6, 'leave', 1, 0b00, 'merge');
  await change(7, 'leave', 1, 0b01, 'event', '2026-05-02T00:00:00Z');
  const { data, rest } = await readReasons(t.sql, span);
  const seen = data.map((r) => [
    r.change,
    r.cause,
    r.version,
    r.conditions.map((c) => ('trait' in c ? c.trait : '?')).join(),
    r.hold,
    r.count,
  ]);
  expect(rest).toBe(0);
  expect(seen).toHaveLength(8);
  expect(seen).toEqual(
    expect.arrayContaining([
      ['leave', 'event', 1, 'b', false, 2],
      ['leave', 'clock', 1, 'a', false, 1],
      ['enter', 'event', 1, 'b', true, 1],
      ['enter', 'event', 4, 'b', true, 1],
      ['leave', 'event', 4, 'b', false, 1],
      // "Not both": somebody enters because one of them does not hold.
      ['enter', 'event', 5, 'b', false, 1],
      ['enter', 'rule', 1, '', true, 1],
      ['leave', 'merge', 1, '', false, 1],
    ]),
  );
  const whole = await t.sql<{ n: number }[]>`select count(*)::int as n from membership_changes where at < ${span.to}`;
  expect(data.reduce((sum, { count }) => sum + count, 0)).toBe(whole[0]?.n);
});

it('lists the people of a reason, page by page', async () => {
  const ask = { ...span, change: 'leave', cause: 'event', version: 1, flipped: 0b10, limit: 1 } as const;
  const first = await reasonPeople(t.sql, 'full', ask);
  const second = await reasonPeople(t.sql, 'full', { ...ask, cursor: first.nextCursor ?? '' });
  expect([...first.data, ...second.data].map(({ name }) => name).sort()).toEqual(['P0', 'P1']);
  expect(second.nextCursor).toBeNull();
  expect((await reasonPeople(t.sql, 'none', ask)).data[0]?.name).toBe('•••');
});
