import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { previewRule } from '../data/preview-rule';
import { saveHoldout } from '../holdout/mutations';
import { evaluateFully } from '../jobs/full-evaluation';
import { createSegment } from '../mutations/create-segment';
import type { RuleNode } from '../schema';
import { findList, listsOf, peopleOn } from './data/find-lists';
import { requireUpload, uploadRejects } from './data/find-uploads';
import { listFile } from './data/list-file';
import { changePeople } from './mutations/change-people';
import { archiveList, createList, restoreList } from './mutations/lists';
import { runUpload } from './mutations/run-upload';
import { storeUpload } from './mutations/store-upload';

const scope = systemScope('test');
let t: TestDb;
let ann: string;
let bea: string;
let kept: string;
beforeAll(async () => {
  t = await testDb();
  ann = await person(t.sql, { name: 'Ann', email: 'ann@example.com', user_id: 'U1' });
  bea = await person(t.sql, { name: 'Bea', email: 'bea@example.com', phone: '+4930901820' });
  kept = await person(t.sql, { name: 'Cem', email: 'cem@example.com' });
  await t.sql`update profiles set restricted_at = now() where id = ${kept}`;
});
afterAll(() => t.close());

const newList = async (name = 'Fair') => (await t.sql.begin((tx) => createList(tx, scope, { name }))).id;
const rows = (...lines: string[]) =>
  (async function* () {
    yield new TextEncoder().encode(lines.join('\n'));
  })();
/** Stores a file and has it worked through. */
async function upload(listId: string, as: string, ...lines: string[]) {
  const { id } = await storeUpload(t.sql, scope, { listId, fileName: 'f.csv', as, content: rows(...lines) });
  await runUpload(id, new AbortController().signal);
  return { ...(await requireUpload(t.sql, listId, id)), unmatched: await uploadRejects(t.sql, id, 0, 100) };
}
async function segmentOn(rule: RuleNode): Promise<string> {
  const { id } = await t.sql.begin((tx) => createSegment(tx, scope, { name: 'On', rule }));
  await evaluateFully(id);
  await t.sql`update segments set state = 'live' where id = ${id}`;
  return id;
}
const membersOf = async (segmentId: string) =>
  (await t.sql<{ id: string }[]>`select profile_id as id from memberships where segment_id = ${segmentId}`).map((row) => row.id);

test('a file puts on the list whom it names, says what became of each row, and is gone', async () => {
  const id = await newList();
  const report = await upload(
    id,
    'auto',
    'name,email',
    'x,ANN@example.com ',
    'x,ann@example.com',
    'x,bea@example.com',
    'x,no@example.com',
    'x,nothing',
    'x,cem@example.com',
  );
  expect(report).toMatchObject({ status: 'done', progress: 1, readAs: 'email', header: 'email' });
  expect(report).toMatchObject({ rows: 6, matched: 2, added: 2, duplicates: 1, notFound: 2, invalid: 1 });
  expect(report.unmatched).toEqual([
    { line: 5, value: 'no@example.com', reason: 'not_found' },
    { line: 6, value: 'nothing', reason: 'invalid' },
    // Whose data may only be kept is not found.
    { line: 7, value: 'cem@example.com', reason: 'not_found' },
  ]);
  expect(await findList(t.sql, id)).toMatchObject({ size: 2 });
  // Nothing of the file is left.
  expect(existsSync(listFile(report.id))).toBe(false);
  expect(await upload(id, 'auto', 'email', 'ann@example.com')).toMatchObject({ matched: 1, added: 0 });
});

test('ids of users and profiles and phone numbers name people too; two names of one person count once', async () => {
  const id = await newList();
  expect(await upload(id, 'user_id', 'U1', 'U2')).toMatchObject({ readAs: 'user_id', header: null, matched: 1, notFound: 1 });
  expect(await upload(id, 'auto', '0049 30 901820', '+49 30 901820')).toMatchObject({
    readAs: 'phone',
    matched: 1,
    duplicates: 1,
    added: 1,
  });
  const gone = randomUUID();
  await t.sql`insert into profile_aliases (old_id, profile_id) values (${gone}, ${ann})`;
  expect(await upload(id, 'auto', gone, ann.toUpperCase(), randomUUID())).toMatchObject({
    readAs: 'profile_id',
    matched: 1,
    duplicates: 1,
    notFound: 1,
  });
  expect((await peopleOn(t.sql, 'none', { listId: id, limit: 1 })).data[0]?.profile.name).not.toBe('Ann');
  expect((await listsOf(t.sql, bea)).map((l) => l.id)).toContain(id);
});

test('files that are none are refused', async () => {
  const id = await newList();
  await expect(upload(id, 'auto', '')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(upload(id, 'auto', 'a\0b')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(upload(randomUUID(), 'auto', 'nobody@example.com')).rejects.toMatchObject({ code: 'not_found' });
});

test('segments follow at once; a list in use is not archived, and an archived one takes nobody', async () => {
  const id = await newList('Used');
  const segment = await segmentOn({ kind: 'list', listId: id, op: 'in' });
  const others = await segmentOn({ kind: 'list', listId: id, op: 'not_in' });
  expect(await membersOf(others)).toEqual(expect.arrayContaining([ann, bea]));
  const change = (profileId: string, on: boolean) => changePeople(t.sql, scope, { id, profileIds: [profileId], on, origin: 'person' });
  expect(await change(ann, true)).toBe(1);
  expect(await change(ann, true)).toBe(0);
  expect(await change(kept, true)).toBe(0);
  expect(await membersOf(segment)).toEqual([ann]);
  expect(await membersOf(others)).not.toContain(ann);
  expect(await change(ann, false)).toBe(1);
  expect(await membersOf(segment)).toEqual([]);
  await expect(t.sql.begin((tx) => archiveList(tx, scope, id))).rejects.toMatchObject({ code: 'conflict' });
  await t.sql`update segments set status = 'archived' where id in (${segment}, ${others})`;
  await t.sql.begin((tx) => archiveList(tx, scope, id));
  await expect(change(bea, true)).rejects.toMatchObject({ code: 'conflict' });
  await expect(segmentOn({ kind: 'list', listId: id, op: 'in' })).rejects.toMatchObject({ code: 'invalid_input' });
  await t.sql.begin((tx) => restoreList(tx, scope, id));
  expect(await change(bea, true)).toBe(1);
});

test('a list that is not there widens nothing', async () => {
  const unknown: RuleNode = { not: { kind: 'list', listId: randomUUID(), op: 'in' } };
  await expect(previewRule(t.sql, unknown)).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(segmentOn(unknown)).rejects.toMatchObject({ code: 'invalid_input' });
});

test('a changed holdout has the segments that ask for it evaluated', async () => {
  const segment = await segmentOn({ kind: 'holdout', op: 'in' });
  expect(await membersOf(segment)).toEqual([]);
  await t.sql`delete from graphile_worker._private_jobs`;
  await t.sql.begin((tx) => saveHoldout(tx, scope, { percent: 100, seed: 'x' }));
  const jobs = await t.sql<{ key: string }[]>`select key from graphile_worker._private_jobs where key like 'segments.evaluate%'`;
  expect(jobs.map((job) => job.key)).toEqual([`segments.evaluate:${segment}`]);
  await evaluateFully(segment);
  expect((await membersOf(segment)).sort()).toEqual([ann, bea].sort());
  const [entry] = await t.sql<
    { details: unknown }[]
  >`select details from audit_log where action = 'settings.changed' order by at desc limit 1`;
  expect(entry?.details).toMatchObject({ after: { percent: 100, seed: 'x' } });
});
