import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataMap } from '@/db/data-map';
import { importPath } from '@/features/ingest/imports/data/find-imports';
import { sweepsOf } from '@/features/privacy/core/retention';
import { retentionJob } from '@/features/privacy/jobs';
import { sweepTable } from '@/features/privacy/mutations/sweep-table';
import { type TestDb, testDb } from './test-db';

let t: TestDb;
const context = { jobId: '1', attempt: 1, isLastAttempt: false, signal: new AbortController().signal };
const day = (n: number) => new Date(Date.now() - n * 86_400_000);

/** For each swept table a row that is too old and one that is not, told apart by `old` and `young` in a column. */
async function plant(): Promise<void> {
  const [user] = await t.sql<{ id: string }[]>`insert into users (email, name, role) values ('a@example.com', 'A', 'owner') returning id`;
  const userId = user?.id ?? '';
  const insert = (table: string, ...rows: Record<string, unknown>[]) => t.sql`insert into ${t.sql(table)} ${t.sql(rows as never)}`;
  const id = () => crypto.randomUUID();
  await insert('message_keys', { event_id: id(), received_at: day(31) }, { event_id: id(), received_at: day(29) });
  await insert('attempt_limits', { key: 'old', count: 1, resets_at: day(2) }, { key: 'young', count: 1, resets_at: day(-1) });
  await insert(
    'sessions',
    { user_id: userId, user_agent: 'old', expires_at: day(31), revoked_at: null },
    { user_id: userId, user_agent: 'old', expires_at: day(-9), revoked_at: day(31) },
    { user_id: userId, user_agent: 'young', expires_at: day(29), revoked_at: null },
  );
  await insert(
    'user_tokens',
    { token_hash: 'old', user_id: userId, kind: 'invite', expires_at: day(31), used_at: null },
    { token_hash: 'young', user_id: userId, kind: 'reset', expires_at: day(1), used_at: null },
  );
  const code = { content_encrypted: '', tries: 0, used_at: null };
  await insert(
    'subject_request_codes',
    { ...code, id: id(), code_hash: 'old', expires_at: day(2) },
    { ...code, id: id(), code_hash: 'young', expires_at: day(0) },
  );
  const access = { profile_id: id() };
  await insert('profile_accesses', { ...access, audit_id: 1, at: day(800) }, { ...access, audit_id: 2, at: day(700) });
  const reveal = { user_id: userId, profile_id: id() };
  await insert('reveals', { ...reveal, reason: 'old', expires_at: day(31) }, { ...reveal, reason: 'young', expires_at: day(1) });
  const delivery = { profile_id: id(), destination_id: id(), kind: 'enter', created_at: day(40) };
  await insert(
    'deliveries',
    { ...delivery, status: 'sent', error: 'old', finished_at: day(31) },
    { ...delivery, status: 'dead', error: 'young', finished_at: day(2) },
    { ...delivery, status: 'retry', error: 'young', finished_at: null },
  );
  const output = { segment_id: id(), purpose: 'p', channel: 'c', traits: [], identifiers: [], personal_data: 'full', created_at: day(40) };
  await insert(
    'exports',
    { ...output, status: 'expired', created_by: 'old', finished_at: day(31) },
    { ...output, status: 'expired', created_by: 'young', finished_at: day(3) },
    { ...output, status: 'running', created_by: 'young', finished_at: null },
  );
  await insert(
    'source_stats',
    { source_id: id(), hour: day(800), outcome: 'received', n: 1 },
    { source_id: id(), hour: day(700), outcome: 'received', n: 2 },
  );
  const size = { segment_id: id(), size: 1 };
  await insert('segment_sizes', { ...size, hour: day(800) }, { ...size, hour: day(700) });
  const change = { profile_id: id(), segment_id: id(), change: 'enter', cause: 'event' };
  await insert('membership_changes', { ...change, at: day(800) }, { ...change, at: day(700) });
  const score = {
    profile_id: id(),
    model_id: id(),
    version: 1,
    horizon_days: 90,
    orders_horizon: 1,
    no_purchase: 0.5,
    orders_12m: 4,
    value_12m: 9,
  };
  await insert('model_scores', { ...score, scored_on: day(800) }, { ...score, scored_on: day(700) });
  const fault = { source_id: id(), reason: 'not_a_boolean', n: 1 };
  await insert('consent_faults', { ...fault, day: day(800), category: 'old' }, { ...fault, day: day(700), category: 'young' });
  const run = { destination_id: id(), trigger: 'schedule', status: 'done' };
  await insert('file_runs', { ...run, id: id(), finished_at: day(800) }, { ...run, id: id(), finished_at: day(700) });
  const packed = { request_id: id(), kind: 'access', profile_ids: [], created_at: day(60) };
  await insert(
    'access_packages',
    { ...packed, id: id(), status: 'expired', expires_at: day(31) },
    { ...packed, id: id(), status: 'done', expires_at: day(31) },
  );
  const listId = id();
  await insert('lists', { id: listId, name: 'l', created_by: 'A' });
  for (const [value, finished_at] of [
    ['old', day(31)],
    ['young', day(29)],
    ['running', null],
  ] as const) {
    const upload = {
      id: id(),
      list_id: listId,
      file_name: `${value}.csv`,
      header: value,
      bytes: 1,
      lines: 1,
      delimiter: ',',
      read_as: 'email',
      place: 0,
      header_line: 0,
    };
    await insert('list_uploads', {
      ...upload,
      status: finished_at ? 'done' : 'running',
      created_by: 'A',
      created_at: day(60),
      finished_at,
    });
    await insert('list_upload_rejects', { upload_id: upload.id, line: 1, value, reason: 'not_found' });
  }
  const beat = { pid: 1, host: 'h' };
  await insert('worker_heartbeats', { ...beat, id: id(), seen_at: day(2) }, { ...beat, id: id(), seen_at: day(0) });
}

const file = (name: string, age = 0) => {
  writeFileSync(importPath(name), 'email\nann@example.com\n');
  utimesSync(importPath(name), day(age), day(age));
};

async function plantImports(): Promise<void> {
  const rows = [
    { file_name: 'old', file: 'old.csv', status: 'done', cursor: 9, finished_at: day(31), created_at: day(40) },
    { file_name: 'young', file: 'young.csv', status: 'done', cursor: 9, finished_at: day(29), created_at: day(40) },
    { file_name: 'running', file: 'running.csv', status: 'running', cursor: 9, finished_at: null, created_at: day(90) },
    { file_name: 'left lying', file: 'left.csv', status: 'mapped', cursor: 0, finished_at: null, created_at: day(31) },
  ];
  for (const row of rows) {
    file(row.file);
    const [added] = await t.sql<{ id: string }[]>`
      insert into imports ${t.sql({ ...row, bytes: 1, sha256: 'x', created_by: 'A', report: { sample: 'ann@example.com' } } as never)} returning id`;
    await t.sql`insert into import_rejects (import_id, line, code, reason, raw) values (${added?.id ?? ''}, 2, 'c', 'r', ${row.file_name})`;
  }
  file('broken.csv.part', 2);
  file('uploading.csv.part');
}

beforeAll(async () => {
  t = await testDb();
  mkdirSync(importPath(''), { recursive: true });
  await plant();
  await plantImports();
});
afterAll(() => t.close());

const count = async (table: string) => (await t.sql<{ n: number }[]>`select count(*)::int as n from ${t.sql(table)}`)[0]?.n ?? 0;

it('deletes the old rows of every table of a limited age, leaves the young ones, and removes files', async () => {
  const tables = sweepsOf(dataMap).map((sweep) => sweep.table);
  const before = Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await count(table)] as const)));
  await retentionJob.run({}, context);
  const gone = Object.fromEntries(
    await Promise.all(tables.map(async (table) => [table, (before[table] ?? 0) - (await count(table))] as const)),
  );
  expect(gone).toEqual({ ...Object.fromEntries(tables.map((table) => [table, 1])), sessions: 2, import_rejects: 2 });

  expect(await t.sql`select key from attempt_limits`).toEqual([{ key: 'young' }]);
  expect(await t.sql`select user_agent from sessions`).toEqual([{ user_agent: 'young' }]);
  expect(await t.sql`select error from deliveries`).toEqual([{ error: 'young' }, { error: 'young' }]);
  expect(await t.sql`select n::int from source_stats`).toEqual([{ n: 2 }]);
  expect(await t.sql`select file_name, report is null as bare from imports order by file_name`).toEqual([
    { file_name: 'old', bare: true },
    { file_name: 'running', bare: false },
    { file_name: 'young', bare: false },
  ]);
  expect((await t.sql`select raw from import_rejects order by raw`).map((r) => r.raw)).toEqual(['running', 'young']);
  // What the file and its column were called goes with what was kept of it.
  expect(await t.sql`select file_name, header, error from list_uploads order by file_name`).toEqual([
    // No job goes on with it.
    { file_name: 'running.csv', header: 'running', error: 'fault' },
    { file_name: 'young.csv', header: 'young', error: null },
    { file_name: null, header: null, error: null },
  ]);
  const files = ['old.csv', 'young.csv', 'running.csv', 'left.csv', 'broken.csv.part', 'uploading.csv.part'];
  expect(files.filter((name) => existsSync(importPath(name)))).toEqual(['young.csv', 'running.csv', 'uploading.csv.part']);
});

it('deletes nothing more the second time', async () => {
  const tables = sweepsOf(dataMap).map((sweep) => sweep.table);
  const before = await Promise.all(tables.map(count));
  await retentionJob.run({}, context);
  expect(await Promise.all(tables.map(count))).toEqual(before);
});

it('goes through a table of many blocks and partitions, and stops between stretches when told to', async () => {
  await t.sql`insert into message_keys select gen_random_uuid(), now() - interval '31 days' from generate_series(1, 400000)`;
  await t.sql`insert into message_keys select gen_random_uuid(), now() from generate_series(1, 1000)`;
  const keys = sweepsOf(dataMap).find((sweep) => sweep.table === 'message_keys');
  if (!keys) throw new Error('message keys are swept');
  await expect(sweepTable(t.sql, keys, AbortSignal.abort())).rejects.toThrow();
  expect(await sweepTable(t.sql, keys, context.signal)).toBe(400_000);
  expect(await count('message_keys')).toBe(1_001);
});
