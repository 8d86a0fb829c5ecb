import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as archiveRoute from '@/app/api/v1/lists/[id]/archive/route';
import * as removeRoute from '@/app/api/v1/lists/[id]/members/remove/route';
import * as membersRoute from '@/app/api/v1/lists/[id]/members/route';
import * as restoreRoute from '@/app/api/v1/lists/[id]/restore/route';
import * as listRoute from '@/app/api/v1/lists/[id]/route';
import * as listsRoute from '@/app/api/v1/lists/route';
import { systemScope } from '@/features/access/core/scope';
import { recordConsents } from '@/features/consent/mutations/record-consents';
import { apiGet, apiKey } from '@/tests/integration/api-key';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { evaluateFully } from '../jobs/full-evaluation';
import { createSegment } from '../mutations/create-segment';

let t: TestDb;
let key: string;
let reader: string;
let bound: string;
const people: Record<'ann' | 'bea' | 'cem', string> = { ann: '', bea: '', cem: '' };
beforeAll(async () => {
  t = await testDb();
  key = await apiKey(t.sql, ['segments:read', 'segments:write']);
  reader = await apiKey(t.sql, ['segments:read']);
  bound = await apiKey(t.sql, ['segments:read', 'segments:write'], { purpose: 'marketing', channel: 'email' });
  people.ann = await person(t.sql, { name: 'Ann', email: 'ann@example.com', user_id: 'U1' });
  people.bea = await person(t.sql, { name: 'Bea', email: 'bea@example.com' });
  people.cem = await person(t.sql, { name: 'Cem', email: 'cem@example.com' });
  await t.sql`update profiles set restricted_at = now() where id = ${people.cem}`;
  await t.sql.begin((tx) =>
    recordConsents(tx, systemScope('test'), [
      { profileId: people.ann, purpose: 'marketing', channel: 'email', state: 'granted', method: 'api' },
    ]),
  );
});
afterAll(() => t.close());

const send = (method: string, body: unknown, as = key) =>
  new Request('http://localhost:3000/api/v1/lists', {
    method,
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const at = (id: string) => ({ params: Promise.resolve({ id }) });
async function answer(status: number, response: Response | Promise<Response>) {
  const given = await response;
  const body = await given.json();
  expect(given.status, JSON.stringify(body)).toBe(status);
  return body;
}
const create = async (name: string): Promise<string> => (await answer(201, listsRoute.POST(send('POST', { name })))).id;
const put = (id: string, body: unknown, as = key) => membersRoute.POST(send('POST', body, as), at(id));
const take = (id: string, body: unknown, as = key) => removeRoute.POST(send('POST', body, as), at(id));
const members = async (id: string, query = '', as = key) => answer(200, membersRoute.GET(apiGet(`/api/v1/lists/x${query}`, as), at(id)));
const actions = async (id: string) =>
  (
    await t.sql<{ action: string; details: Record<string, unknown> }[]>`
      select action, details from audit_log where subject_type = 'list' and subject_id = ${id} order by id`
  ).map((row) => row);

test('lists are made, read page by page, renamed, put aside and brought back', async () => {
  const made = await answer(201, listsRoute.POST(send('POST', { name: 'Zoo', description: 'of animals' })));
  expect(made).toMatchObject({ name: 'Zoo', description: 'of animals', status: 'active', size: 0, withheld: 0 });
  const other = await create('aquarium');
  const first = await answer(200, listsRoute.GET(apiGet('/api/v1/lists?limit=1', key)));
  expect(first.data.map((list: { id: string }) => list.id)).toEqual([other]);
  const second = await answer(200, listsRoute.GET(apiGet(`/api/v1/lists?limit=1&cursor=${first.nextCursor}`, key)));
  expect(second).toMatchObject({ data: [{ id: made.id }], nextCursor: null });
  await answer(400, listsRoute.GET(apiGet('/api/v1/lists?cursor=nonsense', key)));

  expect(await answer(200, listRoute.PATCH(send('PATCH', { name: 'Park' }), at(made.id)))).toMatchObject({
    name: 'Park',
    description: 'of animals',
  });
  await answer(400, listRoute.PATCH(send('PATCH', { name: ' ' }), at(made.id)));
  await answer(400, listRoute.PATCH(send('PATCH', { status: 'archived' }), at(made.id)));
  await answer(403, listRoute.PATCH(send('PATCH', { name: 'Park' }, reader), at(made.id)));
  await answer(404, listRoute.GET(apiGet('/api/v1/lists/x', key), at(randomUUID())));

  const { id: segment } = await t.sql.begin((tx) =>
    createSegment(tx, systemScope('test'), { name: 'Asks', rule: { kind: 'list', listId: made.id, op: 'in' } }),
  );
  await answer(409, archiveRoute.POST(send('POST', {}), at(made.id)));
  await t.sql`update segments set status = 'archived' where id = ${segment}`;
  expect(await answer(200, archiveRoute.POST(send('POST', {}), at(made.id)))).toMatchObject({ status: 'archived' });
  await answer(409, put(made.id, { profileIds: [people.ann] }));
  expect(await answer(200, listsRoute.GET(apiGet('/api/v1/lists?status=archived', key)))).toMatchObject({ data: [{ id: made.id }] });
  expect(await answer(200, restoreRoute.POST(send('POST', {}), at(made.id)))).toMatchObject({ status: 'active' });
  expect((await actions(made.id)).map((row) => row.action)).toEqual(['list.created', 'list.changed', 'list.archived', 'list.restored']);
});

test('a change stands when there is no time to count who is on the list, and the answer says so', async () => {
  const id = await create('Large');
  const other = await t.sql.reserve();
  const going = new AbortController();
  try {
    await other`begin`;
    await other`lock table list_members in access exclusive mode`;
    const asked = listRoute.PATCH(new Request(send('PATCH', { name: 'Larger' }), { signal: going.signal }), at(id));
    const waits = () => t.sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await waits()).length === 0) await sleep(20);
    going.abort();
    expect(await answer(503, asked)).toMatchObject({ key: 'list.uncounted' });
  } finally {
    await other`rollback`;
    other.release();
  }
  expect(await answer(200, listRoute.GET(apiGet('/api/v1/lists/x', key), at(id)))).toMatchObject({ name: 'Larger' });
});

test('people are put on by what names them, each said what became of it, and segments follow at once', async () => {
  const id = await create('Fair');
  const { id: segment } = await t.sql.begin((tx) =>
    createSegment(tx, systemScope('test'), { name: 'On', rule: { kind: 'list', listId: id, op: 'in' } }),
  );
  await evaluateFully(segment);
  await t.sql`update segments set state = 'live' where id = ${segment}`;
  const inSegment = async () =>
    (await t.sql<{ id: string }[]>`select profile_id as id from memberships where segment_id = ${segment}`).map((row) => row.id);
  const named = {
    identifiers: [
      { type: 'email', value: 'ANN@example.com' },
      { type: 'userId', value: 'U1' },
      { type: 'email', value: 'nobody' },
      { type: 'email', value: 'no@example.com' },
      { type: 'email', value: 'cem@example.com' },
      { type: 'user_id', value: '\u0000' },
      { type: 'profile_id', value: people.bea },
    ],
    profileIds: [people.bea.toUpperCase(), people.ann, randomUUID(), 'x'],
  };
  const report = await answer(200, put(id, named));
  expect(report).toMatchObject({ rows: 11, matched: 2, added: 2, duplicates: 2, notFound: 3, invalid: 4 });
  expect(report.unmatched).toEqual(
    expect.arrayContaining([
      { in: 'identifiers', index: 2, reason: 'invalid' },
      { in: 'identifiers', index: 3, reason: 'not_found' },
      // Whose data may only be kept is not found.
      { in: 'identifiers', index: 4, reason: 'not_found' },
      { in: 'profileIds', index: 2, reason: 'not_found' },
      { in: 'profileIds', index: 3, reason: 'invalid' },
    ]),
  );
  expect(report.matched + report.duplicates + report.notFound + report.invalid).toBe(report.rows);
  expect((await inSegment()).sort()).toEqual([people.ann, people.bea].sort());
  expect(await answer(200, put(id, { profileIds: [people.ann] }))).toMatchObject({ matched: 1, added: 0 });

  const first = await members(id, '?limit=1');
  expect(first).toMatchObject({ total: 2, withheld: 0, data: [{ origin: 'api' }] });
  const second = await members(id, `?limit=1&cursor=${first.nextCursor}`);
  expect(second.nextCursor).toBeNull();
  expect([first, second].flatMap((page) => page.data.map((m: { profileId: string }) => m.profileId))).toEqual(
    [people.ann, people.bea].sort(),
  );

  expect(await answer(200, take(id, { identifiers: [{ type: 'email', value: 'ann@example.com' }] }))).toMatchObject({
    matched: 1,
    removed: 1,
  });
  expect(await answer(200, take(id, { profileIds: [people.ann] }))).toMatchObject({ matched: 1, removed: 0 });
  expect(await inSegment()).toEqual([people.bea]);
  expect((await actions(id)).filter((row) => row.action.startsWith('list.people'))).toMatchObject([
    { action: 'list.people_added', details: { rows: 11, matched: 2, added: 2 } },
    { action: 'list.people_added', details: { added: 0 } },
    { action: 'list.people_removed', details: { removed: 1 } },
    { action: 'list.people_removed', details: { removed: 0 } },
  ]);
});

test('whose data is restricted is taken off without being told of', async () => {
  const id = await create('Complaints');
  await t.sql`insert into list_members (profile_id, list_id, origin, added_by) values (${people.cem}, ${id}, 'person', 'x')`;
  const named = { identifiers: [{ type: 'email', value: 'cem@example.com' }], profileIds: [people.cem] };
  expect(await answer(200, put(id, named))).toMatchObject({ matched: 0, notFound: 2, added: 0 });
  expect(await t.sql`select profile_id from list_members where list_id = ${id}`).toHaveLength(1);
  const gone = { rows: 2, matched: 0, duplicates: 0, notFound: 2, invalid: 0, removed: 0 };
  expect(await answer(200, take(id, named))).toMatchObject(gone);
  expect(await t.sql`select profile_id from list_members where list_id = ${id}`).toHaveLength(0);
  expect((await actions(id)).at(-1)).toMatchObject({ action: 'list.people_removed', details: { notFound: 2, removed: 1 } });
  // A second time the answer is the same.
  expect(await answer(200, take(id, named))).toMatchObject(gone);
});

test('counting ends in the database when the caller goes away, and a page is of a hundred lists at most', async () => {
  const id = await create('Long');
  await answer(400, listsRoute.GET(apiGet('/api/v1/lists?limit=101', key)));
  await answer(200, listsRoute.GET(apiGet('/api/v1/lists?limit=100', key)));
  const reads = [
    (request: Request) => listsRoute.GET(request),
    (request: Request) => listRoute.GET(request, at(id)),
    (request: Request) => membersRoute.GET(request, at(id)),
  ];
  const holder = await t.sql.reserve();
  await holder`begin`;
  await holder`lock table list_members in access exclusive mode`;
  const waiting = () => t.sql`
    select from pg_locks where relation = 'list_members'::regclass and not granted
      and database = (select oid from pg_database where datname = current_database())`;
  for (const read of reads) {
    const caller = new AbortController();
    const answered = Promise.resolve(read(new Request(apiGet('/api/v1/lists', key), { signal: caller.signal })));
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 60_000 });
    caller.abort();
    expect((await answered).status).toBe(503);
    expect(await waiting()).toHaveLength(0);
  }
  await holder`rollback`;
  holder.release();
});

test('a batch has an end, and whoever may only read changes nothing', async () => {
  const id = await create('Limits');
  await answer(400, put(id, {}));
  await answer(400, put(id, { profileIds: Array.from({ length: 1_001 }, () => people.ann) }));
  const half = { identifiers: Array.from({ length: 501 }, (_, n) => ({ type: 'user_id', value: String(n) })) };
  await answer(400, put(id, { ...half, profileIds: Array.from({ length: 500 }, () => people.ann) }));
  await answer(200, put(id, { ...half, profileIds: [people.ann] }));
  await answer(400, put(id, { profileIds: [people.ann], emails: [] }));
  await answer(403, put(id, { profileIds: [people.bea] }, reader));
  await answer(404, put(randomUUID(), { profileIds: [people.ann] }));
  expect(await members(id)).toMatchObject({ total: 1 });
});

test('a key bound to a purpose reads whom it may, is told how many it may not, and changes nobody', async () => {
  const id = await create('Bound');
  await answer(200, put(id, { profileIds: [people.ann, people.bea] }));
  await t.sql`insert into list_members (profile_id, list_id, origin, added_by) values (${people.cem}, ${id}, 'person', 'x')`;
  expect(await members(id, '', bound)).toMatchObject({ data: [{ profileId: people.ann }], nextCursor: null, total: 2, withheld: 1 });
  expect(await members(id)).toMatchObject({ total: 2, withheld: 0 });
  expect(await answer(200, listRoute.GET(apiGet('/api/v1/lists/x', bound), at(id)))).toMatchObject({ size: 2, withheld: 1 });
  await answer(403, put(id, { identifiers: [{ type: 'email', value: 'bea@example.com' }] }, bound));
  await answer(403, take(id, { profileIds: [people.bea] }, bound));
  expect(await members(id)).toMatchObject({ total: 2 });
});
