import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { env } from '@/lib/env';
import { bundleOptions } from '@/scripts/lib/bundle.mjs';
import { drain } from '@/tests/integration/pipeline';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { knownIdentifiers } from '@/worker/known-identifiers';
import { getImport, listImportRejects } from './data/find-imports';
import { checkImportJob } from './jobs/check-import';
import { runImportJob } from './jobs/run-import';
import { cancelImport, checkImport, deleteImport, runImport } from './mutations/change-import';
import { storeUpload } from './mutations/store-upload';
import { mappingSchema } from './schema';

let t: TestDb;
let folder = '';
const scope = systemScope('test');
const checkJob = checkImportJob(knownIdentifiers);

beforeAll(async () => {
  t = await testDb();
  // Inside the project, because the child process resolves its packages from where its file lies.
  mkdirSync('.tmp', { recursive: true });
  folder = mkdtempSync(join(process.cwd(), '.tmp', 'imports-'));
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

const upload = (text: string) => storeUpload(t.sql, scope, { fileName: 'people.csv', content: chunks(text) });
async function* chunks(text: string) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
}
const mapping = mappingSchema.parse({
  rows: 'people',
  key: 0,
  columns: [
    { kind: 'identifier', type: 'user_id' },
    { kind: 'identifier', type: 'email' },
    { kind: 'trait', name: 'points', type: 'number' },
    { kind: 'trait', name: 'city', type: 'string' },
  ],
});
const check = async (id: string, source: string) => {
  const [found] = await t.sql<{ id: string }[]>`select id from sources where name = ${source}`;
  await checkImport(t.sql, scope, id, { mapping, source: found ? { id: found.id } : { newName: source } });
  await runJobs(t.url, [checkJob]);
};
const eventsInInbox = async (source = '%') => {
  const [row] = await t.sql<{ n: number; ids: number }[]>`
    select count(*)::int as n, count(distinct e->>'messageId')::int as ids from inbox join sources s on s.id = source_id, jsonb_array_elements(body::jsonb->'batch') e where mode = 'import' and s.name like ${source}`;
  return row;
};

test('reports what would happen without storing anything, then imports and explains each refusal', async () => {
  const id = await upload(
    'id,email,points,city\nu1,a@example.com,1,Paris\nu2,b@example.com,x,Rome\n,c@example.com,3,Oslo\nu1,a@example.com,4,"Bad\nu4,d@example.com,5\nu5,e@example.com,6,Łódź\n',
  );
  await check(id, 'Small');
  const checked = await getImport(t.sql, id);
  expect(checked.status).toBe('checked');
  expect(checked.report).toMatchObject({ rows: 6, valid: 2, rejected: 4, duplicates: 0, existing: 0, fresh: 2 });
  expect(await eventsInInbox()).toMatchObject({ n: 0 });

  await runImport(t.sql, scope, id);
  await runJobs(t.url, [runImportJob]);
  const done = await getImport(t.sql, id);
  expect(done).toMatchObject({ status: 'done', progress: 1, counts: { rows: 6, accepted: 2, duplicates: 0, rejected: 4 } });
  expect((await listImportRejects(t.sql, id)).map((r) => [r.line, r.code])).toEqual([
    [3, 'bad_value'],
    [4, 'no_key'],
    [5, 'bad_quotes'],
    [6, 'wrong_column_count'],
  ]);
});

test('refuses workbooks, empty files and what its state does not allow', async () => {
  await expect(upload('')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(upload('PK\u0003\u0004 not a table')).rejects.toMatchObject({ code: 'invalid_input' });
  const id = await upload('id,email,points,city\nu1,a@example.com,1,Paris\n');
  await expect(runImport(t.sql, scope, id)).rejects.toMatchObject({ code: 'conflict' });
  await check(id, 'States');
  await runImport(t.sql, scope, id);
  await cancelImport(t.sql, scope, id);
  await runJobs(t.url, [runImportJob]);
  expect(await getImport(t.sql, id)).toMatchObject({ status: 'cancelled', cursor: 0 });
  await deleteImport(t.sql, scope, id);
  await expect(getImport(t.sql, id)).rejects.toMatchObject({ code: 'not_found' });
});

test('a second run of a file changes no profile, no event and no count', async () => {
  const lines = Array.from({ length: 400 }, (_, i) => `p${i % 300},p${i % 300}@example.com,${i % 7 === 3 ? 'many' : i},Rome`);
  const text = `id,email,points,city\n${lines.join('\n')}\n`;
  const state = async () => {
    const [row] = await t.sql`
      select (select count(*)::int from events) as events, (select count(*)::int from profiles) as profiles, (select count(*)::int from links) as links,
        (select md5(string_agg(id::text || traits::text || event_count::text, ',' order by id)) from profiles) as folded`;
    return row;
  };
  const run = async () => {
    const id = await upload(text);
    await check(id, 'Twice');
    await runImport(t.sql, scope, id);
    await runJobs(t.url, [runImportJob]);
    await drain(t.sql);
    return getImport(t.sql, id);
  };
  const first = await run();
  const rejected = lines.filter((line) => line.includes('many')).length;
  expect(first.counts).toEqual({ rows: 400, accepted: 400 - rejected, duplicates: 0, rejected });
  const before = await state();
  expect(before?.events).toBeGreaterThanOrEqual(400 - rejected);
  const second = await run();
  expect(second.report).toMatchObject({ duplicates: 400 - rejected, fresh: 0 });
  expect(second.counts).toEqual({ rows: 400, accepted: 0, duplicates: 400 - rejected, rejected });
  expect(await state()).toEqual(before);

  // Also after message keys have expired: the pipeline then knows the events by their ids.
  await t.sql`delete from message_keys`;
  const third = await run();
  expect(third.counts).toMatchObject({ accepted: 400 - rejected, rejected });
  expect(await state()).toEqual(before);
});

test('100,000 rows with 500 faults: killed in the middle and resumed', async () => {
  const rows = 100_000;
  const isFault = (i: number) => i % 200 === 77;
  const bad = [
    (i: number) => `,e${i}@example.com,1,Rome`,
    (i: number) => `u${i},not an address,1,Rome`,
    (i: number) => `u${i},e${i}@example.com,many,Rome`,
    (i: number) => `u${i},e${i}@example.com,1`,
    (i: number) => `u${i},e${i}@example.com,1,"Rome`,
  ];
  const lines = Array.from({ length: rows }, (_, i) =>
    isFault(i) ? (bad[Math.floor(i / 200) % bad.length]?.(i) ?? '') : `u${i},e${i}@example.com,${i},"Quoted, ${i}"`,
  );
  const text = `id,email,points,city\n${lines.join('\n')}\n`;
  const planted = lines.flatMap((_, i) => (isFault(i) ? [i + 2] : []));
  expect(planted).toHaveLength(500);

  const id = await upload(text);
  await check(id, 'Large');
  expect((await getImport(t.sql, id)).report).toMatchObject({ rows, valid: rows - 500, rejected: 500 });
  await runImport(t.sql, scope, id);
  await killInTheMiddle(id);
  const killed = await getImport(t.sql, id);
  expect(killed.status).toBe('running');
  expect(killed.cursor).toBeGreaterThan(20_000);
  expect(killed.cursor).toBeLessThan(rows);

  const holders = await t.sql<
    { id: string }[]
  >`select distinct locked_by as id from graphile_worker._private_jobs where locked_by is not null`;
  await t.sql`select graphile_worker.force_unlock_workers(${holders.map((h) => h.id)})`;
  await runJobs(t.url, [runImportJob]);
  expect(await getImport(t.sql, id)).toMatchObject({
    status: 'done',
    counts: { rows, accepted: rows - 500, rejected: 500, duplicates: 0 },
  });
  const found: number[] = [];
  for (let page = await listImportRejects(t.sql, id); page.length > 0; page = await listImportRejects(t.sql, id, found.at(-1)))
    found.push(...page.map((r) => r.line));
  expect(found).toEqual(planted);
  expect(await eventsInInbox('Large')).toEqual({ n: rows - 500, ids: rows - 500 });
}, 180_000);

/** Runs the import in a process of its own and kills it once a fifth of the file is handed over. */
async function killInTheMiddle(id: string): Promise<void> {
  await build({
    ...bundleOptions({ child: 'tests/integration/ingest/import-child.ts' }, folder),
    absWorkingDir: process.cwd(),
  } as BuildOptions);
  const child = spawn(process.execPath, [join(folder, 'child.mjs')], {
    env: { ...process.env, DATABASE_URL: t.url, DATA_DIR: env().DATA_DIR },
    stdio: 'inherit',
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  while ((await getImport(t.sql, id)).cursor < 20_000 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGKILL');
  await exited;
}
