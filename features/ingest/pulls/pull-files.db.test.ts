import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { listRuns, readRun } from '@/features/sources/connections/data/runs';
import { scheduleSourcesJob } from '@/features/sources/connections/jobs';
import { startRun } from '@/features/sources/connections/mutations/runs';
import { saveSchedule, setPaused } from '@/features/sources/connections/mutations/schedule';
import { createConnectorSource, saveSettings } from '@/features/sources/connections/mutations/settings';
import { filesRoot } from '@/lib/file-place';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { describeSource } from './data/describe-source';
import { runSourceJob } from './jobs/run-source';
import { saveMapping } from './mutations/save-mapping';
import { saveMappingInput } from './schema';

let t: TestDb;
const scope = systemScope('test');
const signal = new AbortController().signal;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

let made = 0;
const folderOf = (n = made) => join(filesRoot(), `in-${process.pid}-${n}`);
/** As a file lies there that was written some minutes ago. */
let minutes = 100_000;
const put = (name: string, content: string | Buffer) => {
  const [path, at] = [join(folderOf(), name), new Date(Date.now() - --minutes * 60_000)];
  writeFileSync(path, content);
  utimesSync(path, at, at);
};
const csv = (from: number, to: number) =>
  `Customer ID,City\n${Array.from({ length: to - from + 1 }, (_, i) => `f${made}-${from + i},Ulm\n`).join('')}`;
const selection = { stream: 'files', query: null, key: [], mark: null, items: null };

async function source(more: Record<string, string> = {}): Promise<string> {
  made += 1;
  mkdirSync(folderOf(), { recursive: true });
  put('a.csv', csv(1, 1500));
  const { id } = await t.sql.begin((tx) => createConnectorSource(tx, scope, { name: `Files ${made}`, kind: 'files' }));
  await t.sql.begin((tx) => saveSettings(tx, scope, id, { place: 'folder', directory: `in-${process.pid}-${made}`, ...more }));
  const mapping = {
    rows: 'people',
    key: 'Customer ID',
    columns: [
      { name: 'Customer ID', target: { kind: 'identifier', type: 'user_id' } },
      { name: 'City', target: { kind: 'trait', name: 'city', type: 'string' } },
    ],
  };
  await saveMapping(t.sql, scope, saveMappingInput.parse({ id, selection, mapping, mode: 'full', onDrift: 'pause' }), signal);
  return id;
}
async function run(id: string) {
  const { runId } = await t.sql.begin((tx) => startRun(tx, scope, id, { all: false, trigger: 'staff' }));
  await runJobs(t.url, [runSourceJob]);
  return readRun(t.sql, runId);
}

describe('files of a folder', () => {
  it('are read once each, packed ones too, and every count adds up', async () => {
    const id = await source();
    expect((await describeSource(t.sql, id, selection, signal, 'full')).columns.map(({ name }) => name)).toEqual(['Customer ID', 'City']);
    expect(await run(id)).toMatchObject({ status: 'done', counts: { read: 1500, accepted: 1500, rejected: 0, unchanged: 0 } });
    expect((await run(id)).counts).toMatchObject({ read: 0 });
    put('b.csv.gz', gzipSync(`${csv(2001, 2010)},nobody\n"broken\n`));
    expect((await run(id)).counts).toEqual({ read: 12, accepted: 10, rejected: 2, unchanged: 0 });
    // The same content under another name is known.
    put('copy.csv', csv(1, 1500));
    expect((await run(id)).counts).toEqual({ read: 0, accepted: 0, rejected: 0, unchanged: 0 });
    const [sent] = await t.sql<{ n: number; ids: number }[]>`
      select count(*)::int as n, count(distinct e->>'messageId')::int as ids from inbox, jsonb_array_elements(body::jsonb->'batch') e where source_id = ${id}`;
    expect(sent).toEqual({ n: 1510, ids: 1510 });
  });

  it('that grow are read on from where they ended, also as a copy, and a line that was cut off is read again', async () => {
    const id = await source();
    const more = csv(1, 1501);
    expect((await run(id)).counts).toMatchObject({ read: 1500, accepted: 1500 });
    put('a.csv', more);
    expect((await run(id)).counts).toMatchObject({ read: 1, accepted: 1 });
    put('rotated.csv', more);
    expect((await run(id)).counts).toMatchObject({ read: 0 });
    put('a.csv', `${more}f${made}-2,Ulm\nf${made}-3,Berl`);
    expect((await run(id)).counts).toMatchObject({ read: 2 });
    put('a.csv', `${more}f${made}-2,Ulm\nf${made}-3,Berlin\nf${made}-4,Ulm`);
    expect((await run(id)).counts).toMatchObject({ read: 2 });
    put('a.csv', `${more}f${made}-2,Ulm\nf${made}-3,Berlin\nf${made}-4,Ulm\nf${made}-5,Ulm\n`);
    expect((await run(id)).counts).toMatchObject({ read: 1 });
    // Written anew: other events, though the lines have the same numbers.
    put('a.csv', csv(9001, 9900));
    expect((await run(id)).counts).toMatchObject({ read: 900, accepted: 900 });
  });

  it('that may still be written are left alone until they are quiet', async () => {
    const id = await source({ afterwards: 'move', moveTo: 'done' });
    writeFileSync(join(folderOf(), 'b.csv'), csv(2001, 2005));
    expect((await run(id)).counts).toMatchObject({ read: 1500 });
    expect(readdirSync(folderOf()).sort()).toEqual(['b.csv', 'done']);
    put('b.csv', csv(2001, 2010));
    expect((await run(id)).counts).toMatchObject({ read: 10 });
    expect(readdirSync(folderOf())).toEqual(['done']);
  });

  it('are moved away when they were read whole', async () => {
    const id = await source({ afterwards: 'move', moveTo: 'done' });
    expect((await run(id)).status).toBe('done');
    expect([readdirSync(folderOf()), readdirSync(join(folderOf(), 'done'))]).toEqual([['done'], ['a.csv']]);
  });

  it('go on behind the last line handed over', async () => {
    const id = await source();
    const { runId } = await t.sql.begin((tx) => startRun(tx, scope, id, { all: false, trigger: 'staff' }));
    // As a run is left that was killed after its first thousand rows.
    await t.sql`
      update source_runs set status = 'running', started_at = now(), cursor = '{"files": 0, "line": 1001}',
        counts = '{"read": 1000, "accepted": 1000, "rejected": 0, "unchanged": 0}' where id = ${runId}`;
    await runJobs(t.url, []);
    const { createHash } = await import('node:crypto');
    const { statSync } = await import('node:fs');
    const stat = statSync(join(folderOf(), 'a.csv'));
    const sha = createHash('sha256').update(csv(1, 1500)).digest('hex');
    await t.sql`
      insert into source_files (id, source_id, run_id, name, bytes, modified_at, sha256, line)
      values (gen_random_uuid(), ${id}, ${runId}, 'a.csv', ${stat.size}, ${new Date(Math.floor(stat.mtimeMs))}, ${sha}, 1001)`;
    await runJobs(t.url, [runSourceJob]);
    expect(await readRun(t.sql, runId)).toMatchObject({ status: 'done', counts: { read: 1500, accepted: 1500 } });
  });

  it('with other columns pause the source', async () => {
    const id = await source();
    put('other.csv', 'Customer ID,Town\nx,Ulm\n');
    const stopped = await run(id);
    expect(stopped).toMatchObject({
      status: 'failed',
      fault: { code: 'drift' },
      drift: { added: ['Town'], removed: ['City'], changed: [] },
    });
    expect(stopped.counts.read).toBe(1500);
  });
});

describe('a schedule', () => {
  it('starts what is due once, and not what is paused or under way', async () => {
    const id = await source();
    await t.sql.begin((tx) => saveSchedule(tx, scope, id, { every: 'hour' }));
    const due = async () => {
      await t.sql`update source_connections set next_run_at = now() - interval '3 hours' where source_id = ${id}`;
      await Promise.all([scheduleSourcesJob.run({}, context), scheduleSourcesJob.run({}, context)]);
    };
    const context = { jobId: '1', attempt: 1, isLastAttempt: false, signal };
    await due();
    expect(await listRuns(t.sql, id)).toMatchObject([{ trigger: 'schedule', status: 'queued' }]);
    await due();
    expect(await listRuns(t.sql, id)).toHaveLength(1);
    await runJobs(t.url, [runSourceJob]);
    await t.sql.begin((tx) => setPaused(tx, scope, id, true));
    await due();
    expect(await listRuns(t.sql, id)).toHaveLength(1);
    await t.sql.begin((tx) => setPaused(tx, scope, id, false));
    const [row] = await t.sql<{ ahead: boolean }[]>`select next_run_at > now() as ahead from source_connections where source_id = ${id}`;
    expect(row?.ahead).toBe(true);
  });
});
