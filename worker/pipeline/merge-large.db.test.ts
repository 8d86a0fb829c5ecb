import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { INLINE_MERGE_EVENTS, LARGE_MERGE_JOB } from '@/features/identity/constants';
import type { RawEvent } from '@/features/ingest/types';
import { evaluateSegmentJob } from '@/features/segments/jobs/evaluate-segment';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { bundleOptions } from '@/scripts/lib/bundle.mjs';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { forgetEverything, profileState, strayRows } from '@/tests/integration/profile-state';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { mergeLarge, mergeLargeJob } from './merge-large';

let t: TestDb;
let source: string;
let segmentId: string;
const LARGE = INLINE_MERGE_EVENTS + 1;

beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
  const rule = { kind: 'event', event: 'Seen', op: 'gt', count: LARGE + 10 } as const;
  ({ id: segmentId } = await t.sql.begin((tx) => createSegment(tx, systemScope('test'), { name: 'Busy', rule })));
  await runJobs(t.url, [evaluateSegmentJob]);
});
afterAll(() => t.close());
beforeEach(async () => {
  await forgetEverything(t.sql);
  await t.sql`delete from graphile_worker._private_jobs`;
});

const START = Date.parse('2026-10-01T00:00:00Z');
const seen = (messageId: string, ids: Partial<RawEvent>, second = 0): RawEvent => ({
  type: 'track',
  event: 'Seen',
  messageId,
  timestamp: new Date(START + second * 1000).toISOString(),
  ...ids,
});
const mail = { context: { traits: { email: 'e@x.io', city: 'Bonn' } } };
const joining = seen('join', { userId: 'u', ...mail }, 50_000);

/** Two people of that many events each, and an event that says they are one. */
async function twoPeople(first: number, second: number): Promise<void> {
  const [u, e] = [first, second].map((n, i) => Array.from({ length: n }, (_, k) => seen(`${i}-${k}`, i === 0 ? { userId: 'u' } : mail, k)));
  await feed(t.sql, source, [...(u ?? []), ...(e ?? [])], { mode: 'replay', perRow: 1000 });
  await drain(t.sql, { limit: 5000 });
  await feed(t.sql, source, [joining], { mode: 'replay' });
  await drain(t.sql);
}

const counts = async () => (await t.sql<{ n: number }[]>`select event_count::int as n from profiles order by 1`).map((p) => p.n);
const stored = async () =>
  (await t.sql<{ n: number }[]>`select count(*)::int as n from events group by profile_id order by 1`).map((p) => p.n);
const links = () => t.sql<{ status: string; id: string; p: string }[]>`select status, id, profile_id as p from links order by p`;
const waiting = () => t.sql<{ task: string }[]>`select task_identifier as task from graphile_worker.jobs where key like 'identity.%'`;
const members = async () => (await t.sql`select 1 from memberships where segment_id = ${segmentId}`).length;
const reasons = (rows: Awaited<ReturnType<typeof links>>) => rows.map((l) => l.status);

/** Runs the job in a process of its own, which is killed when it has moved the rows and waits to note the old id. */
async function killInTheMiddle(): Promise<void> {
  // Within the project, where its packages are found.
  const temporary = join(process.cwd(), '.tmp');
  await mkdir(temporary, { recursive: true });
  const folder = await mkdtemp(join(temporary, 'merge-'));
  await build({
    ...bundleOptions({ child: 'tests/integration/merge-large-child.ts' }, folder),
    absWorkingDir: process.cwd(),
  } as BuildOptions);
  const blocker = await t.sql.reserve();
  await blocker`begin`;
  await blocker`lock table profile_aliases in share mode`;
  const child = spawn(process.execPath, [join(folder, 'child.mjs')], { env: { ...process.env, DATABASE_URL: t.url }, stdio: 'inherit' });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const waits = async () =>
    (
      await t.sql`select 1 from pg_locks where relation = 'profile_aliases'::regclass and not granted and database = (select oid from pg_database where datname = current_database())`
    ).length > 0;
  while (!(await waits()) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGKILL');
  await exited;
  await blocker`rollback`;
  blocker.release();
  // Until the server has noticed.
  const open = async () =>
    (await t.sql`select 1 from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`)
      .length > 0;
  while (await open()) await new Promise((resolve) => setTimeout(resolve, 20));
  await rm(folder, { recursive: true, force: true });
}

it('leaves both whole with a pending link, and a job joins them', async () => {
  await twoPeople(LARGE + 5, LARGE);
  expect(reasons(await links())).toEqual(['pending', 'pending']);
  expect(await counts()).toEqual([LARGE, LARGE + 6]);
  expect(await stored()).toEqual([LARGE, LARGE + 6]);
  expect(await waiting()).toEqual([{ task: LARGE_MERGE_JOB }]);
  expect(await members()).toBe(0);

  // What comes in meanwhile goes to the one it names, and decides nothing else.
  await feed(t.sql, source, [joining, seen('more', mail, 60_000), seen('again', { userId: 'u', ...mail }, 60_001)], { mode: 'replay' });
  await drain(t.sql);
  expect(await counts()).toEqual([LARGE + 1, LARGE + 7]);
  expect(reasons(await links())).toEqual(['pending', 'pending']);

  await runJobs(t.url, [mergeLargeJob]);
  expect(reasons(await links())).toEqual(['active']);
  expect(await counts()).toEqual([2 * LARGE + 8]);
  expect(await stored()).toEqual([2 * LARGE + 8]);
  expect(await members()).toBe(1);
  expect(await t.sql`select traits->>'city' as city from profiles`).toEqual([{ city: 'Bonn' }]);
  expect(await t.sql`select old_id from profile_aliases`).toHaveLength(1);
  expect(await strayRows(t.sql)).toEqual([]);
  expect(await waiting()).toEqual([]);
}, 120_000);

it('changes nothing when it is cut short, and nothing more when it runs twice', async () => {
  await twoPeople(LARGE, LARGE);
  const before = await profileState(t.sql);
  const pair = { linkId: (await links())[0]?.id ?? '', profileIds: (await links()).map((l) => l.p) };
  await killInTheMiddle();
  expect(await profileState(t.sql)).toEqual(before);
  expect(reasons(await links())).toEqual(['pending', 'pending']);

  const holders = await t.sql<{ id: string }[]>`select locked_by as id from graphile_worker.jobs where locked_by is not null`;
  expect(holders).toHaveLength(1);
  await t.sql`select graphile_worker.force_unlock_workers(${holders.map((h) => h.id)})`;
  await runJobs(t.url, [mergeLargeJob]);
  expect(await counts()).toEqual([2 * LARGE + 1]);
  const merged = await profileState(t.sql);
  expect(await mergeLarge(t.sql, pair)).toEqual([]);
  expect(await profileState(t.sql)).toEqual(merged);
}, 120_000);

it('decides anew, in the order of history, what was decided while the link was pending', async () => {
  await twoPeople(LARGE, LARGE);
  await feed(t.sql, source, [seen('other', { userId: 'other', ...mail }, 60_000)], { mode: 'replay' });
  await drain(t.sql);
  const homes = async () =>
    Object.fromEntries(
      (await t.sql<{ value: string; p: string }[]>`select value, profile_id as p from identifiers`).map((i) => [i.value, i.p]),
    );
  const meanwhile = await homes();
  expect(meanwhile.other).toBe(meanwhile['e@x.io']);

  await runJobs(t.url, [mergeLargeJob]);
  const after = await homes();
  expect(after['e@x.io']).toBe(after.u);
  expect(after.other).not.toBe(after.u);
  expect(await t.sql`select distinct status, rule from links order by 1`).toEqual([
    { status: 'active', rule: 'same_event' },
    { status: 'refused', rule: 'user_id_limit' },
  ]);
  expect(await counts()).toEqual([1, 2 * LARGE + 1]);
  expect(await strayRows(t.sql)).toEqual([]);
}, 120_000);

it('joins at once when one of them is small', async () => {
  await twoPeople(LARGE, 3);
  expect(reasons(await links())).toEqual(['active']);
  expect(await counts()).toEqual([LARGE + 4]);
  expect(await waiting()).toEqual([]);
}, 120_000);
