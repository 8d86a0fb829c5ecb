import { existsSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { systemScope } from '@/features/access/core/scope';
import { createList } from '@/features/segments/lists/mutations/lists';
import { storeUpload } from '@/features/segments/lists/mutations/store-upload';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { sourceId } from '@/tests/integration/person';
import { type Installation, startInstallation } from '../../installation';
import type { Proof, ProofContext } from '../types';
import { addressOf, type Expected, fileOfPeople } from './file-of-people';
import { compareUpload } from './verdict';

const ROWS = 300_000;
/** Of the people in the file so many are on the list before it comes. */
const BEFORE = 1_000;
/** Fewer than a job has attempts; the third takes the database and the supervisor along. */
const KILLS = 6;
const EVERYTHING = 2;

const scope = systemScope('proof');
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type World = { installation: Installation; sql: postgres.Sql; context: ProofContext };

/** A file of `--rows` rows (300,000) is put on a list that a live segment asks for, its worker killed again and again in the middle. */
export const listKill: Proof = {
  claim:
    'a large file of people is put on a list, its worker killed six times in the middle: every count is right, nobody enters twice, and the rejects are those of the file',
  run,
};

async function run(context: ProofContext): Promise<void> {
  const installation = await startInstallation(context.dir, { headless: true });
  const { url, socket } = installation.database();
  const sql = postgres(url, { max: 2, path: `${socket}/.s.PGSQL.5432`, onnotice: () => undefined } as never) as postgres.Sql;
  const world = { installation, sql, context };
  try {
    const file = fileOfPeople(context.rounds ?? ROWS, context.random);
    await makePeople(sql, file.people.length);
    const { listId, segmentId } = await makeList(sql, file.people.length);
    context.say(`${file.people.length.toLocaleString('en')} people; a list of ${BEFORE} that a live segment asks for`);
    const uploadId = await upload(sql, listId, file);
    await watch(world, uploadId, file);
    await compareUpload(sql, { listId, segmentId, uploadId, file, before: BEFORE }, context);
    if (existsSync(join(installation.dataDir, 'lists', `${uploadId}.csv`))) context.fault('the file was left behind');
  } finally {
    await sql.end({ timeout: 5 });
    await installation.stop();
  }
}

async function makePeople(sql: postgres.Sql, n: number): Promise<void> {
  const source = await sourceId(sql as never);
  await sql`insert into profiles (id) select md5('person ' || n)::uuid from generate_series(1, ${n}::int) n`;
  await sql`
    insert into identifiers (type, value, profile_id, display, source_id, first_seen_at, last_seen_at)
    select 'email', a, md5('person ' || n)::uuid, a, ${source}, now(), now()
    from generate_series(1, ${n}::int) n, lateral (select replace(${addressOf(0)}, '0', n::text) as a) x`;
  await sql`analyze`;
}

/** The list, and the segment of those on it, when it is live. */
async function makeList(sql: postgres.Sql, people: number): Promise<{ listId: string; segmentId: string }> {
  const { id: listId } = await sql.begin((tx) => createList(tx as never, scope, { name: 'File' }));
  await sql`insert into list_members (profile_id, list_id, origin, added_by)
    select md5('person ' || n)::uuid, ${listId}, 'person', 'proof' from generate_series(1, ${Math.min(BEFORE, people)}::int) n`;
  const rule = { kind: 'list', listId, op: 'in' } as const;
  const { id: segmentId } = await sql.begin((tx) => createSegment(tx as never, scope, { name: 'On the list', rule }));
  for (const end = Date.now() + 120_000; Date.now() < end; await pause(200)) {
    const [row] = await sql<{ state: string }[]>`select state from segments where id = ${segmentId}`;
    if (row?.state === 'live') return { listId, segmentId };
  }
  throw new Error('The segment did not become live within two minutes');
}

async function upload(sql: postgres.Sql, listId: string, { text }: Expected): Promise<string> {
  const bytes = Buffer.from(text);
  async function* content() {
    yield bytes;
  }
  const asked = { listId, fileName: 'people.csv', as: 'email', content: content(), expectedBytes: bytes.length };
  return (await storeUpload(sql as never, scope, asked)).id;
}

/** Until the upload has ended, killing whenever a place in the file is passed. */
async function watch({ installation, sql, context }: World, id: string, { rows }: Expected): Promise<void> {
  const begun = Date.now();
  const places = Array.from({ length: KILLS }, (_, n) => (rows * (n + 0.3 + context.random() * 0.5)) / (KILLS + 0.5));
  const kills: string[] = [];
  for (const end = begun + 3_600_000; Date.now() < end; await pause(20 + context.random() * 40)) {
    const [state] = await sql<{ status: string; rows: number }[]>`select status, rows from list_uploads where id = ${id}`.catch(() => []);
    if (!state) continue;
    if (state.status !== 'queued' && state.status !== 'running') {
      context.say(`${state.status} after ${((Date.now() - begun) / 1_000).toFixed(1)} s; killed ${kills.join(', ')}`);
      if (state.status !== 'done') context.fault(`the upload ended ${state.status}`);
      if (kills.length < KILLS) context.fault(`only ${kills.length} of ${KILLS} kills were in time`);
      return;
    }
    if (state.rows < (places[kills.length] ?? Number.POSITIVE_INFINITY)) continue;
    const victim = kills.length === EVERYTHING ? 'everything' : 'worker';
    kills.push(`${victim} at ${state.rows}`);
    // Anywhere in the slice that is being worked on by now.
    await pause(context.random() * 150);
    installation.kill(victim);
    await installation.untilReady(120).catch(() => {
      // On a machine with too much to do, the remains of a killed database may outlive the wait for their end: as a service would, start again.
      installation.restart();
      return installation.untilReady(300);
    });
  }
  throw new Error('The upload did not end within an hour');
}
