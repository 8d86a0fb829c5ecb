import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { enqueue } from '@/db/jobs';
import { writeFilesJob } from '@/features/activation/jobs/files';
import { activationFollowers } from '@/features/activation/jobs/follow-facts';
import { levelSyncJob } from '@/features/activation/jobs/syncs';
import { createDestination } from '@/features/activation/mutations/destinations';
import { requestFiles } from '@/features/activation/mutations/files/write-files';
import { saveSync } from '@/features/activation/mutations/syncs';
import { recordConsents } from '@/features/consent/mutations/record-consents';
import { newId } from '@/lib/ids';
import { hashed } from '@/plugins/kit/audience-fields';
import { person } from '@/tests/integration/person';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { systemScope } from '../../access/core/scope';
import { erasureProgress } from './data/progress';
import { eraseJob } from './jobs';

const folder = vi.hoisted(() => {
  const path = `${process.env.TMPDIR ?? '/tmp'}/tessera-erased-files-${process.pid}`;
  process.env.DATA_DIR = path;
  return path;
});

let t: TestDb;
const scope = systemScope('test');
const run = () => runJobs(t.url, [...activationFollowers, levelSyncJob, writeFilesJob, eraseJob]);

beforeAll(async () => {
  t = await testDb();
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

async function attach(kind: string, segmentId: string, mapping: { traits: string[]; identifiers: string[] }): Promise<string> {
  const settings = { place: 'folder', directory: kind };
  const { id } = await createDestination(scope, { name: kind, kind, purpose: 'marketing', channel: 'email', settings });
  await saveSync(scope, { destinationId: id, segmentId, mapping });
  return id;
}

async function ask(profileId: string): Promise<string> {
  const id = newId();
  await t.sql`
    insert into subject_requests (id, type, state, origin, identifiers, profile_ids, received_at, first_due_at, due_at)
    values (${id}, 'erasure', 'running', 'staff', '[]', ${[profileId]}::uuid[], now(), now() + interval '30 days', now() + interval '30 days')`;
  await enqueue(t.sql, eraseJob, { requestId: id });
  await run();
  return id;
}
const goOn = async (requestId: string) => {
  await enqueue(t.sql, eraseJob, { requestId });
  await run();
};

const written = (kind: string) =>
  readdirSync(join(folder, 'files', kind))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, 'files', kind, name), 'utf8') }));

it('leaves the person in no file but the one that asks for the removal, which is followed up and never said to be an answer', async () => {
  const [zoe, ann] = [
    await person(t.sql, { email: 'zoe.q@gmail.com', traits: { city: 'Ulm' } }),
    await person(t.sql, { email: 'ann.b@gmail.com', traits: { city: 'Bonn' } }),
  ];
  const consent = { purpose: 'marketing', channel: 'email', state: 'granted', method: 'api' } as const;
  await t.sql.begin((tx) =>
    recordConsents(
      tx,
      scope,
      [zoe, ann].map((profileId) => ({ profileId, ...consent })),
    ),
  );
  const segmentId = newId();
  await t.sql`insert into segments (id, name, rule, state) values (${segmentId}, 'Both', '{}', 'live')`;
  await t.sql`insert into memberships (profile_id, segment_id, entered_at) select id, ${segmentId}, now() from unnest(${[zoe, ann]}::uuid[]) id`;
  const google = await attach('google-customer-match', segmentId, { traits: [], identifiers: ['email'] });
  const csv = await attach('csv-file', segmentId, { traits: ['city'], identifiers: [] });
  await run();
  for (const id of [google, csv]) await requestFiles(scope, id);
  await run();
  expect(written('csv-file')[0]?.text).toContain(zoe);
  expect(written('google-customer-match')[0]?.text).toContain(hashed('zoeq@gmail.com'));

  const requestId = await ask(zoe);
  expect((await erasureProgress(t.sql, requestId))?.step).toBe('destinations');
  await requestFiles(scope, google);
  await run();
  await goOn(requestId);

  const view = await erasureProgress(t.sql, requestId);
  const states = view?.destinations.map(({ name, status, reason }) => [name, status, reason]);
  expect([view?.status, states]).toEqual([
    'done',
    [
      ['csv-file', 'manual', 'files_written_before'],
      ['google-customer-match', 'manual', 'removal_file_written'],
    ],
  ]);
  expect(written('csv-file').map(({ text }) => [text.includes(zoe), text.includes('Ulm'), text.includes(ann)])).toEqual([
    [false, false, true],
  ]);
  const holding = written('google-customer-match').filter(({ text }) => text.includes(hashed('zoeq@gmail.com')));
  expect(holding.map(({ name }) => /_(additions|removals)_/.exec(name)?.[1])).toEqual(['removals']);
  const [row] = await t.sql<{ certificate: string }[]>`select certificate from erasures where request_id = ${requestId}`;
  const certificate = JSON.parse(row?.certificate ?? '{}');
  expect(certificate.kept).toEqual({ [holding[0]?.name ?? '']: 1 });
  expect(certificate.followUp).toHaveLength(2);
});

it('does not take a question for answered whose delivery is not there any more', async () => {
  const zoe = await person(t.sql, { email: 'zoe@quell.example' });
  const settings = { url: 'https://hooks.example.com/in', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };
  const { id } = await createDestination(scope, { name: 'Hook', kind: 'webhook', purpose: 'marketing', channel: 'email', settings });
  await t.sql`
    insert into recipients (profile_id, destination_id, first_told_at, last_told_at, identifiers)
    values (${zoe}, ${id}, now(), now(), ${t.sql.json([{ type: 'email', value: 'zoe@quell.example' }])})`;
  const requestId = await ask(zoe);
  await t.sql`delete from deliveries where destination_id = ${id}`;
  await goOn(requestId);
  const view = await erasureProgress(t.sql, requestId);
  expect(view?.destinations.map(({ name, status, reason }) => [name, status, reason])).toEqual([['Hook', 'failed', 'answer_lost']]);
});
