import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mintScope } from '@/features/access/core/scope';
import { findMentions } from '@/features/consent/suppression/data';
import { suppress } from '@/features/consent/suppression/mutations';
import { askErasedBy } from '@/features/ingest/data/erased';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { SLICE, UPLOAD_ATTEMPTS, uploadKey } from './constants';
import { findList } from './data/find-lists';
import { lastUpload, requireUpload, uploadRejects } from './data/find-uploads';
import { listFile, listsFolder } from './data/list-file';
import { uploadListJob } from './jobs';
import { changePeople } from './mutations/change-people';
import { cancelUpload, failForsaken } from './mutations/end-upload';
import { archiveList, createList } from './mutations/lists';
import { removeLeftUploads } from './mutations/remove-left-uploads';
import { runUpload } from './mutations/run-upload';
import { storeUpload } from './mutations/store-upload';

const PEOPLE = 2 * SLICE + 50;
const scope = mintScope({ type: 'user', id: randomUUID(), name: 'Mira', role: 'marketer', sessionId: randomUUID() });
let t: TestDb;
let ids: string[];
beforeAll(async () => {
  t = await testDb();
  const rows = await t.sql<
    { id: string }[]
  >`insert into profiles (id) select gen_random_uuid() from generate_series(1, ${PEOPLE}) returning id`;
  ids = rows.map((row) => row.id).sort();
});
afterAll(() => t.close());

const newList = async () => (await t.sql.begin((tx) => createList(tx, scope, { name: 'Fair' }))).id;
const textOf = (...lines: string[]) =>
  (async function* () {
    // In pieces that end anywhere, as a connection brings them.
    const bytes = Buffer.from(lines.join('\r\n'));
    for (let at = 0; at < bytes.length; at += 777) yield bytes.subarray(at, at + 777);
  })();
const store = (listId: string, ...lines: string[]) =>
  storeUpload(t.sql, scope, { listId, fileName: 'f.csv', as: 'profile_id', content: textOf(...lines) });
const audited = async (listId: string) =>
  (
    await t.sql<{ action: string; actor: string; details: Record<string, unknown> }[]>`
      select action, actor_label as actor, details from audit_log where subject_id = ${listId} and action like 'list.upload%' order by id`
  ).map((row) => row);

/** Ends the run where the worker would be killed: before the slice of this number, the first being 0. */
function killedBefore(slice: number): AbortSignal {
  let asked = 0;
  const throwIfAborted = () => {
    if (asked++ === slice) throw new Error('killed');
  };
  return { throwIfAborted, aborted: false } as AbortSignal;
}

/** Nobody else reads or writes this table until the release. */
async function hold(table: 'profiles' | 'settings'): Promise<() => Promise<void>> {
  const holder = await t.sql.reserve();
  await holder`begin`;
  await holder`lock table ${holder(table)} in access exclusive mode`;
  return async () => {
    await holder`commit`;
    holder.release();
  };
}

/** Until so many statements wait for the table that is held. */
const waiting = (table: 'profiles' | 'settings', runs = 1) =>
  vi.waitFor(
    async () => {
      const held = await t.sql`
        select from pg_locks where relation = ${table}::regclass and not granted
          and database = (select oid from pg_database where datname = current_database())`;
      expect(held).toHaveLength(runs);
    },
    { timeout: 60_000 },
  );

// Before any other: the company's country, for which a run asks before it opens its file, is kept for a while once it was asked for.
test('cancelled before its file is opened, it ends without a fault and stays cancelled', async () => {
  const [listId, id] = [await newList(), randomUUID()];
  await t.sql`
    insert into list_uploads (id, list_id, file_name, bytes, lines, delimiter, read_as, place, header_line, created_by)
    values (${id}, ${listId}, 'f.csv', 1, 1, ',', 'profile_id', 0, 0, 'Mira')`;
  mkdirSync(listsFolder(), { recursive: true });
  writeFileSync(listFile(id), ids.join('\n'));
  const release = await hold('settings');
  const running = runUpload(id, new AbortController().signal);
  await waiting('settings');
  await cancelUpload(t.sql, scope, { listId, id });
  expect(existsSync(listFile(id))).toBe(false);
  await release();
  await running;
  expect(await requireUpload(t.sql, listId, id)).toMatchObject({ status: 'cancelled', error: null, added: 0 });
});

test('a worker that is killed half-way goes on where it was: nobody is added or counted twice', async () => {
  const listId = await newList();
  const first = ids[0] ?? '';
  const lines = [...ids.slice(0, SLICE), first, 'nonsense', ...ids.slice(SLICE), first, randomUUID()];
  const { id } = await store(listId, 'profile_id', ...lines);
  await expect(runUpload(id, killedBefore(1))).rejects.toThrow('killed');
  expect(await requireUpload(t.sql, listId, id)).toMatchObject({ status: 'running', rows: SLICE, matched: SLICE, added: SLICE });
  expect((await findList(t.sql, listId))?.size).toBe(SLICE);
  // Somebody is taken off by hand meanwhile: what is done is not done again.
  await changePeople(t.sql, scope, { id: listId, profileIds: [first], on: false, origin: 'person' });

  await runUpload(id, new AbortController().signal);
  expect(await requireUpload(t.sql, listId, id)).toMatchObject({
    status: 'done',
    rows: lines.length,
    matched: PEOPLE,
    added: PEOPLE,
    duplicates: 2,
    notFound: 1,
    invalid: 1,
  });
  expect((await findList(t.sql, listId))?.size).toBe(PEOPLE - 1);
  expect((await uploadRejects(t.sql, id, 0, 10)).map((row) => [row.line, row.reason])).toEqual([
    [SLICE + 3, 'invalid'],
    [lines.length + 1, 'not_found'],
  ]);
  expect(existsSync(listFile(id))).toBe(false);
  const counts = { rows: lines.length, matched: PEOPLE, added: PEOPLE };
  expect(await audited(listId)).toEqual([
    { action: 'list.upload_started', actor: 'Mira', details: expect.objectContaining({ upload: id, as: 'profile_id' }) },
    { action: 'list.uploaded', actor: expect.any(String), details: expect.objectContaining({ upload: id, by: 'Mira', ...counts }) },
  ]);
  // Run once more, it does nothing.
  await runUpload(id, new AbortController().signal);
  expect(await audited(listId)).toHaveLength(2);
});

test('the job of the queue does it', async () => {
  const listId = await newList();
  const { id } = await store(listId, ...ids.slice(0, 3));
  expect(await lastUpload(t.sql, scope, listId)).toMatchObject({ id, status: 'queued', progress: 0 });
  await runJobs(t.url, [uploadListJob]);
  expect(await lastUpload(t.sql, scope, listId)).toMatchObject({ id, status: 'done', progress: 1, added: 3 });
});

test('a list that is archived meanwhile takes nobody more, and the log says how many it took', async () => {
  const listId = await newList();
  const { id } = await store(listId, ...ids);
  await expect(runUpload(id, killedBefore(1))).rejects.toThrow('killed');
  await t.sql.begin((tx) => archiveList(tx, scope, listId));
  await runUpload(id, new AbortController().signal);
  expect(await requireUpload(t.sql, listId, id)).toMatchObject({ status: 'failed', error: 'archived', added: SLICE });
  expect((await findList(t.sql, listId))?.size).toBe(SLICE);
  expect((await audited(listId)).at(-1)).toMatchObject({ action: 'list.upload_failed', details: { error: 'archived', added: SLICE } });
  expect(existsSync(listFile(id))).toBe(false);
  await expect(store(listId, ...ids)).rejects.toMatchObject({ code: 'conflict' });
  expect(readdirSync(listsFolder())).toEqual([]);
});

test('a cancelled upload stops before its next slice, and only once', async () => {
  const listId = await newList();
  const { id } = await store(listId, ...ids);
  await expect(store(listId, ...ids)).rejects.toMatchObject({ key: 'list.uploading' });
  await expect(runUpload(id, killedBefore(1))).rejects.toThrow('killed');
  await cancelUpload(t.sql, scope, { listId, id });
  await runUpload(id, new AbortController().signal);
  expect(await requireUpload(t.sql, listId, id)).toMatchObject({ status: 'cancelled', added: SLICE });
  expect((await audited(listId)).at(-1)).toMatchObject({ action: 'list.upload_cancelled', actor: 'Mira', details: { added: SLICE } });
  expect(existsSync(listFile(id))).toBe(false);
  await expect(cancelUpload(t.sql, scope, { listId, id })).rejects.toMatchObject({ key: 'list.uploadEnded' });
  // There is room for another file.
  expect(await store(listId, ...ids.slice(0, 1))).toMatchObject({ id: expect.any(String) });
});

test('cancelled while a slice is being read, the slice is not written', async () => {
  const listId = await newList();
  const { id } = await store(listId, ...ids);
  const release = await hold('profiles');
  const running = runUpload(id, new AbortController().signal);
  await waiting('profiles');
  await cancelUpload(t.sql, scope, { listId, id });
  await release();
  await running;
  expect(await requireUpload(t.sql, listId, id)).toMatchObject({ status: 'cancelled', rows: 0, added: 0 });
  expect((await findList(t.sql, listId))?.size).toBe(0);
});

test('of two runs at once one writes a slice and the other gives way: nobody is counted twice', async () => {
  const listId = await newList();
  const first = ids[0] ?? '';
  const lines = [...ids.slice(0, 3), 'nonsense', first, ...ids.slice(3)];
  const { id } = await store(listId, 'profile_id', ...lines);
  const release = await hold('profiles');
  const runs = Promise.all([runUpload(id, new AbortController().signal), runUpload(id, new AbortController().signal)]);
  await waiting('profiles', 2);
  await release();
  expect((await runs).sort()).toEqual(['ended', 'overtaken']);
  const counts = { rows: lines.length, matched: PEOPLE, added: PEOPLE, duplicates: 1, notFound: 0, invalid: 1 };
  expect(await requireUpload(t.sql, listId, id)).toMatchObject({ status: 'done', ...counts });
  expect(await uploadRejects(t.sql, id, 0, 10)).toHaveLength(1);
  expect(await audited(listId)).toHaveLength(2);
});

/** A folder in the place of the file cannot be read. */
function disturb(uploadId: string): void {
  rmSync(listFile(uploadId));
  mkdirSync(listFile(uploadId));
}

test('a fault is told while it is tried again, and a lasting one ends the upload', async () => {
  const attempt = (uploadId: string, isLastAttempt = false) =>
    uploadListJob.run({ uploadId }, { jobId: '1', attempt: 1, isLastAttempt, signal: new AbortController().signal });
  const listId = await newList();
  const { id } = await store(listId, ...ids.slice(0, 3));
  const job = await t.sql`select max_attempts from graphile_worker.jobs where key = ${uploadKey(id)}`;
  expect(job).toEqual([{ max_attempts: UPLOAD_ATTEMPTS }]);
  disturb(id);
  await expect(attempt(id)).rejects.toThrow('EISDIR');
  expect(await lastUpload(t.sql, scope, listId)).toMatchObject({ status: 'running', error: 'again' });
  rmSync(listFile(id), { recursive: true });
  writeFileSync(listFile(id), ids.slice(0, 3).join('\n'));
  await attempt(id);
  expect(await lastUpload(t.sql, scope, listId)).toMatchObject({ status: 'done', error: null, added: 3 });

  const other = await newList();
  const lasting = await store(other, ...ids.slice(0, 3));
  disturb(lasting.id);
  await expect(attempt(lasting.id, true)).rejects.toThrow('EISDIR');
  expect(await lastUpload(t.sql, scope, other)).toMatchObject({ status: 'failed', error: 'fault' });
});

test('an upload that no job goes on with fails at night, and the list takes another file', async () => {
  const [listId, other] = [await newList(), await newList()];
  const [spent, waits] = [await store(listId, ...ids.slice(0, 3)), await store(other, ...ids.slice(0, 3))];
  await t.sql`update graphile_worker._private_jobs set attempts = max_attempts where key = ${uploadKey(spent.id)}`;
  await t.sql`update list_uploads set status = 'running' where id = ${spent.id}`;
  await failForsaken(t.sql);
  expect(await lastUpload(t.sql, scope, listId)).toMatchObject({ status: 'failed', error: 'fault', finishedAt: expect.any(String) });
  expect(await lastUpload(t.sql, scope, other)).toMatchObject({ id: waits.id, status: 'queued' });
  expect([spent, waits].map(({ id }) => existsSync(listFile(id)))).toEqual([false, true]);
  expect(await store(listId, ...ids.slice(0, 1))).toMatchObject({ id: expect.any(String) });
});

test('somebody who is merged away is put on as the survivor', async () => {
  const listId = await newList();
  const [gone = '', kept = ''] = (
    await t.sql<{ id: string }[]>`insert into profiles (id) select gen_random_uuid() from generate_series(1, 2) returning id`
  ).map((row) => row.id);
  await t.sql`delete from profiles where id = ${gone}`;
  await t.sql`insert into profile_aliases (old_id, profile_id) values (${gone}, ${kept})`;
  expect(await changePeople(t.sql, scope, { id: listId, profileIds: [gone], on: true, origin: 'person' })).toBe(1);
  expect(await t.sql`select profile_id from list_members where list_id = ${listId}`).toEqual([{ profile_id: kept }]);
});

test('a file that is gone ends its upload; what a killed process left is removed after a day', async () => {
  const listId = await newList();
  const { id } = await store(listId, ...ids);
  const left = listFile(randomUUID());
  writeFileSync(left, 'ann@example.com');
  for (const path of [left, listFile(id)]) utimesSync(path, new Date(0), new Date(0));
  writeFileSync(`${left}.part`, 'young');
  expect(await removeLeftUploads(t.sql)).toBe(1);
  expect([left, listFile(id), `${left}.part`].map((path) => existsSync(path))).toEqual([false, true, true]);
  await t.sql`update list_uploads set id = ${randomUUID()} where id = ${id}`;
  const moved = (await lastUpload(t.sql, scope, listId))?.id ?? '';
  await runUpload(moved, new AbortController().signal);
  expect(await requireUpload(t.sql, listId, moved)).toMatchObject({ status: 'failed', error: 'gone', added: 0 });
});

test('of what matched nobody nothing is kept that names somebody who was erased', async () => {
  const listId = await newList();
  const gone = [
    { type: 'email', value: 'gone@example.com' },
    { type: 'user_id', value: '7' },
  ];
  await suppress(t.sql, gone, 'erasure');
  askErasedBy(findMentions);
  const { id } = await storeUpload(t.sql, scope, {
    listId,
    fileName: 'f.csv',
    as: 'email',
    content: textOf('gone@example.com', 'no@example.com'),
  });
  await runUpload(id, new AbortController().signal);
  expect(await requireUpload(t.sql, listId, id)).toMatchObject({ rows: 2, notFound: 2 });
  expect((await uploadRejects(t.sql, id, 0, 10)).map((row) => row.value)).toEqual(['no@example.com']);
  const short = await storeUpload(t.sql, scope, { listId, fileName: 'f.csv', as: 'user_id', content: textOf('6', '7') });
  await runUpload(short.id, new AbortController().signal);
  expect((await uploadRejects(t.sql, short.id, 0, 10)).map((row) => row.value)).toEqual(['6']);
});

test('a first value that was mistyped is a row, and what a file is called is told only to those who may upload', async () => {
  const listId = await newList();
  const lines = ['anna.moss(at)example.com', 'no@example.com', 'not@example.com'];
  const { id } = await storeUpload(t.sql, scope, { listId, fileName: 'Anna Moss.csv', as: 'auto', content: textOf(...lines) });
  await runUpload(id, new AbortController().signal);
  expect(await lastUpload(t.sql, scope, listId)).toMatchObject({ header: null, isHeaded: false, rows: 3, notFound: 2, invalid: 1 });
  expect((await uploadRejects(t.sql, id, 0, 10))[0]).toEqual({ line: 1, value: lines[0], reason: 'invalid' });

  const other = await newList();
  const content = textOf('Anna Moss', ...lines.slice(1));
  await storeUpload(t.sql, scope, { listId: other, fileName: 'Anna Moss.csv', as: 'email', content });
  expect(await lastUpload(t.sql, scope, other)).toMatchObject({ fileName: 'Anna Moss.csv', header: 'Anna Moss', isHeaded: true });
  for (const role of ['analyst', 'support'] as const) {
    const reader = mintScope({ type: 'user', id: randomUUID(), name: 'Rea', role, sessionId: randomUUID() });
    expect(await lastUpload(t.sql, reader, other)).toMatchObject({ fileName: null, header: null, isHeaded: true, readAs: 'email' });
  }
});

test('of a row that cannot be read its line is kept, and nothing that stands on it', async () => {
  const listId = await newList();
  const lines = ['profile_id,name,phone', `${ids[0]},Ann,+49 30 90182`, '"broken,Bea Moss,+49 30 90183'];
  const { id } = await store(listId, ...lines);
  await runUpload(id, new AbortController().signal);
  expect(await requireUpload(t.sql, listId, id)).toMatchObject({ status: 'done', rows: 2, added: 1, invalid: 1 });
  expect(await uploadRejects(t.sql, id, 0, 10)).toEqual([{ line: 3, value: '', reason: 'invalid' }]);
});

test('any encoding and any line ends; what is too large, too long, broken off or no text leaves no trace', async () => {
  const listId = await newList();
  const utf16 = Buffer.from(`\uFEFFname\tprofile_id\rÅsa\t${ids[0]}\r\nBo\t"${ids[1]}"\n`, 'utf16le');
  const send = (bytes: Uint8Array, more: { expectedBytes?: number } = {}) =>
    storeUpload(t.sql, scope, {
      listId,
      fileName: 'f.csv',
      as: 'auto',
      content: (async function* () {
        for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
      })(),
      ...more,
    });
  const before = readdirSync(listsFolder());
  const huge = Buffer.alloc(21 * 1024 ** 2, 'somebody.with.a.long.name@example.com,\n');
  await expect(send(huge)).rejects.toMatchObject({ key: 'list.tooLarge' });
  await expect(send(Buffer.alloc(2_200_000, 'a\n'))).rejects.toMatchObject({ key: 'list.tooLong' });
  await expect(send(Buffer.from('ann@example.com'), { expectedBytes: 99 })).rejects.toMatchObject({ key: 'import.brokeOff' });
  await expect(send(Buffer.from('abcdefghijklmnopqrstuvwxyz\0'))).rejects.toMatchObject({ key: 'list.binary' });
  await expect(send(Buffer.from('\n\n'))).rejects.toMatchObject({ key: 'list.empty' });
  expect(readdirSync(listsFolder())).toEqual(before);
  expect(await lastUpload(t.sql, scope, listId)).toBeNull();
  expect(await audited(listId)).toEqual([]);

  const { id } = await send(utf16);
  await runUpload(id, new AbortController().signal);
  expect(await requireUpload(t.sql, listId, id)).toMatchObject({ readAs: 'profile_id', header: 'profile_id', rows: 2, added: 2 });
});
