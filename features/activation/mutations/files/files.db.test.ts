import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { recordConsents } from '@/features/consent/mutations/record-consents';
import { newId } from '@/lib/ids';
import { readHostKey } from '@/lib/sftp';
import { person } from '@/tests/integration/person';
import { runJobs } from '@/tests/integration/run-jobs';
import { type SftpServer, startSftpServer } from '@/tests/integration/sftp-server';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { dueFilesJob, writeFilesJob } from '../../jobs/files';
import { activationFollowers } from '../../jobs/follow-facts';
import { detachSyncJob, levelSyncJob } from '../../jobs/syncs';
import { createDestination, deleteDestination, updateDestination } from '../destinations';
import { saveSync } from '../syncs';
import { testDestination } from '../test-destination';
import { batchFailed } from './finish-batch';
import { type PersonLine, publishFile } from './publish';
import { requestFiles } from './write-files';

// Settings are read once, by the first module that asks: the port must be known before any of them.
const { port } = await vi.hoisted(async () => {
  const { createServer } = await import('node:net');
  const port = await new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${port}`;
  return { port };
});

let t: TestDb;
let hostKey: string;
let server: SftpServer;
let root: string;
const scope = systemScope('test');
const jobs = [...activationFollowers, levelSyncJob, detachSyncJob, writeFilesJob, dueFilesJob];
const run = () => runJobs(t.url, jobs);

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'tessera-sftp-'));
  server = await startSftpServer({ root, port });
  hostKey = await readHostKey({ host: '127.0.0.1', port });
  t = await testDb();
  await t.sql`update purposes set mode = 'opt_in' where key = 'marketing'`;
});
afterAll(async () => {
  await t.close();
  await server.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(async () => {
  await rm(path.join(root, 'out'), { recursive: true, force: true });
});

const say = (ids: string[], state: 'granted' | 'withdrawn') =>
  t.sql.begin((tx) =>
    recordConsents(
      tx,
      scope,
      ids.map((profileId) => ({ profileId, purpose: 'marketing', channel: 'email', state, method: 'api' as const, expiresAt: null })),
    ),
  );
const join = (segmentId: string, ids: string[]) =>
  t.sql`insert into memberships (profile_id, segment_id, entered_at) select id, ${segmentId}, now() from unnest(${ids}::uuid[]) id`;
const sftp = () => ({
  place: 'sftp',
  host: '127.0.0.1',
  port,
  username: 'tessera',
  password: 'sftp-secret',
  hostKey,
  directory: 'out',
});

async function destination(kind: string, settings: Record<string, unknown> = sftp()) {
  const { id } = await createDestination(scope, { name: kind, kind, purpose: 'marketing', channel: 'email', settings });
  const segmentId = newId();
  await t.sql`insert into segments (id, name, rule, state) values (${segmentId}, 'Bought twice!', '{}', 'live')`;
  return { id, segmentId };
}
const files = async () => {
  const names = (await readdir(path.join(root, 'out')).catch(() => [])).sort();
  return Promise.all(
    names.map(async (name) => ({ name, lines: (await readFile(path.join(root, 'out', name), 'utf8')).trim().split('\r\n') })),
  );
};
const lastRun = async (id: string) =>
  (
    await t.sql`select status, added::int, removed::int, withheld::int, unmatched::int, error from file_runs
    where destination_id = ${id} order by started_at desc limit 1`
  )[0];
const people = (n: number, name: string) =>
  Promise.all(Array.from({ length: n }, (_, i) => person(t.sql, { email: `${name}${i}@example.com`, traits: { plan: 'gold' } })));

describe('audience files', () => {
  it('hold who is new, then who has left, each once, and nobody without consent', async () => {
    const { id, segmentId } = await destination('meta-audience');
    const all = await people(12, 'meta');
    const unknown = await person(t.sql, { user_id: 'meta-no-address' });
    await say([...all.slice(0, 10), unknown], 'granted');
    await join(segmentId, [...all, unknown]);
    await saveSync(scope, { destinationId: id, segmentId, mapping: { traits: [], identifiers: ['email'] } });
    await run();
    await requestFiles(scope, id);
    await run();
    const first = await files();
    expect(first.map(({ name }) => name.replace(/_\d{8}T\d{6}Z-\w+/, ''))).toEqual([`bought-twice-${segmentId.slice(0, 8)}_additions.csv`]);
    expect(first[0]?.lines).toHaveLength(11);
    expect(await lastRun(id)).toMatchObject({ status: 'done', added: 10, removed: 0, withheld: 2, unmatched: 1, error: null });

    await requestFiles(scope, id);
    await run();
    expect(await files()).toHaveLength(1);

    await say(all.slice(0, 1), 'withdrawn');
    await say(all.slice(11), 'granted');
    await run();
    await requestFiles(scope, id);
    await run();
    const later = (await files()).filter(({ name }) => name !== first[0]?.name);
    expect(later.map(({ name, lines }) => [/_(additions|removals)_/.exec(name)?.[1], lines.length])).toEqual([
      ['additions', 2],
      ['removals', 2],
    ]);
    expect(await lastRun(id)).toMatchObject({ added: 1, removed: 1 });
  });

  it('goes on after a server that refuses, and loses nobody', async () => {
    const { id, segmentId } = await destination('google-customer-match', { ...sftp(), password: 'wrong' });
    const all = await people(3, 'google');
    await say(all, 'granted');
    await join(segmentId, all);
    await saveSync(scope, { destinationId: id, segmentId, mapping: { traits: [], identifiers: ['email'] } });
    await run();
    await requestFiles(scope, id);
    await run();
    expect(await lastRun(id)).toMatchObject({ status: 'failed', added: 0 });
    expect((await testDestination(scope, id)).ok).toBe(false);
    await updateDestination(scope, { id, name: 'g', purpose: 'marketing', channel: 'email', settings: sftp() });
    expect((await testDestination(scope, id)).ok).toBe(true);
    await t.sql`update destinations set next_run_at = now() where id = ${id}`;
    await dueFilesJob.run({}, { jobId: '1', attempt: 1, isLastAttempt: false, signal: new AbortController().signal });
    await run();
    expect((await files()).flatMap(({ lines }) => lines)).toHaveLength(4);

    await deleteDestination(scope, { id, tell: true });
    await run();
    await dueFilesJob.run({}, { jobId: '1', attempt: 1, isLastAttempt: false, signal: new AbortController().signal });
    await run();
    expect((await files()).map(({ name }) => /_(additions|removals)_/.exec(name)?.[1]).sort()).toEqual(['additions', 'removals']);
  });

  it('refuses a server whose key is not confirmed, and says the key', async () => {
    const { id } = await destination('meta-audience', { ...sftp(), hostKey: '' });
    const answer = await testDestination(scope, id);
    expect(answer).toMatchObject({ ok: false, errorCode: 'host_key_unknown' });
    expect(answer.message).toContain(hostKey);
  });
});

describe('whole lists', () => {
  it('are written anew to a folder below the one for files, and nowhere else', async () => {
    const { id, segmentId } = await destination('csv-file', { place: 'folder', directory: '../../etc' });
    expect(await testDestination(scope, id)).toMatchObject({ ok: false, errorCode: 'refused_address' });
    await updateDestination(scope, {
      id,
      name: 'c',
      purpose: 'marketing',
      channel: 'email',
      settings: { place: 'folder', directory: 'lists' },
    });
    const all = await people(5, 'list');
    await say(all.slice(0, 4), 'granted');
    await join(segmentId, all);
    await saveSync(scope, { destinationId: id, segmentId, mapping: { traits: ['plan'], identifiers: ['email'] } });
    await run();
    await requestFiles(scope, id);
    await run();
    expect(await lastRun(id)).toMatchObject({ status: 'done', added: 4, withheld: 1 });
    const folder = path.join(process.env.DATA_DIR ?? '', 'files', 'lists');
    const [name = ''] = await readdir(folder);
    const lines = (await readFile(path.join(folder, name), 'utf8')).trim().split('\r\n');
    expect(lines[0]).toBe('profile_id,email,plan');
    expect(lines).toHaveLength(5);
    const [planned] = await t.sql`select count(*)::int as n from deliveries where destination_id = ${id} and kind <> 'test'`;
    expect(planned).toEqual({ n: 0 });
  });

  it('wait for a segment that is not whole, and are written of one that stands still with its members', async () => {
    const { id, segmentId } = await destination('csv-file', { place: 'folder', directory: 'halves' });
    const all = await people(3, 'half');
    await say(all, 'granted');
    await join(segmentId, all);
    await saveSync(scope, { destinationId: id, segmentId, mapping: { traits: [], identifiers: ['email'] } });
    const folder = path.join(process.env.DATA_DIR ?? '', 'files', 'halves');
    const written = async (state: string, evaluatedAt: Date | null) => {
      await t.sql`update segments set state = ${state}, evaluated_at = ${evaluatedAt} where id = ${segmentId}`;
      const before = (await readdir(folder).catch(() => [])).length;
      await requestFiles(scope, id);
      await run();
      expect(await lastRun(id)).toMatchObject({ status: 'done' });
      return (await readdir(folder).catch(() => [])).length - before;
    };
    for (const state of ['building', 'stopped', 'failed', 'invalid']) expect([state, await written(state, null)]).toEqual([state, 0]);
    expect(await written('building', new Date())).toBe(0);
    for (const state of ['live', 'stopped', 'failed', 'invalid']) expect([state, await written(state, new Date())]).toEqual([state, 1]);
  });

  it('leave out who withdraws while the file is on its way', async () => {
    const all = await people(3, 'late');
    await say(all, 'granted');
    let published: string[] = [];
    let staged = 0;
    const place = {
      async stage() {
        staged += 1;
        // After the lines were read, before the file has its name.
        if (staged === 1) await say(all.slice(1, 2), 'withdrawn');
        return 'staged';
      },
      async publish() {
        published = written;
      },
      discard: async () => undefined,
    };
    let written: string[] = [];
    function* lines(without: ReadonlyMap<string, string>): Iterable<PersonLine> {
      written = all.filter((id) => !without.has(id));
      for (const profileId of written) yield { profileId, line: `${profileId}\r\n` };
    }
    const { leftOut } = await publishFile(place, 'x.csv', lines, { purpose: 'marketing', channel: 'email' });
    expect(published).toEqual([all[0], all[2]]);
    expect([...leftOut]).toEqual([[all[1], 'withdrawn']]);
    expect(staged).toBe(2);
  });
});

describe('a file that cannot be written', () => {
  it('leaves a removal waiting however old it is, and gives others a day from their first try', async () => {
    const { id, segmentId } = await destination('meta-audience');
    const rows = await Promise.all(
      (['enter', 'leave', 'enter'] as const).map(async (kind, i) => {
        const profileId = await person(t.sql, { email: `stuck${i}@example.com` });
        const attempts = i === 2 ? 2 : 1;
        const [row] = await t.sql<{ id: string }[]>`
          insert into deliveries (profile_id, destination_id, segment_id, kind, status, attempts, next_attempt_at, give_up_at)
          values (${profileId}, ${id}, ${segmentId}, ${kind}, 'sending', ${attempts}, now(), now() - interval '6 days') returning id`;
        return { id: row?.id ?? '', profileId, attempts, destinationId: id, segmentId, segmentName: 's', kind, payload: null };
      }),
    );
    await batchFailed(
      rows.map((row) => ({ ...row, createdAt: new Date(), giveUpAt: new Date() })),
      { code: 'file', message: 'No room.' },
    );
    const after = await t.sql<{ kind: string; status: string; waits: boolean }[]>`
      select kind, status, give_up_at > now() + interval '23 hours' as waits from deliveries where destination_id = ${id} and attempts > 0
      order by attempts, kind`;
    expect(after.map(({ kind, status }) => [kind, status])).toEqual([
      ['enter', 'retry'],
      ['leave', 'retry'],
      ['enter', 'dead'],
    ]);
    expect(after.map(({ waits }) => waits)).toEqual([true, true, false]);
  });
});
