import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { recordConsents } from '@/features/consent/mutations/record-consents';
import { newId } from '@/lib/ids';
import { person } from '@/tests/integration/person';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { startDetaching } from '../mutations/detach';
import { startLevelling } from '../mutations/level';
import { mergeActivation } from '../mutations/merge-activation';
import { planDeliveries } from '../mutations/plan';
import { consentClockJob } from './consent-clock';
import { activationFollowers } from './follow-facts';
import { detachSyncJob, levelSyncJob } from './syncs';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

const scope = systemScope('test');
const jobs = [...activationFollowers, levelSyncJob, detachSyncJob];
const run = () => runJobs(t.url, jobs);

async function sync() {
  const [destinationId, segmentId] = [newId(), newId()];
  await t.sql`insert into destinations (id, name, kind, settings_encrypted, purpose, channel)
    values (${destinationId}, 'd', 'webhook', '', 'marketing', 'email')`;
  await t.sql`insert into segments (id, name, rule) values (${segmentId}, 's', '{}')`;
  await t.sql`insert into syncs (destination_id, segment_id, mapping)
    values (${destinationId}, ${segmentId}, ${t.sql.json({ traits: ['plan'], identifiers: [] })})`;
  return { destinationId, segmentId };
}
type Sync = Awaited<ReturnType<typeof sync>>;

const consent = (ids: string[], state: 'granted' | 'withdrawn', expiresAt?: Date) =>
  t.sql.begin((tx) =>
    recordConsents(
      tx,
      scope,
      ids.map((profileId) => ({ profileId, purpose: 'marketing', channel: 'email', state, method: 'api', expiresAt: expiresAt ?? null })),
    ),
  );
const join = (s: Sync, ids: string[]) =>
  t.sql`insert into memberships (profile_id, segment_id, entered_at) select id, ${s.segmentId}, now() from unnest(${ids}::uuid[]) id`;
/** As if every planned delivery had reached the destination. */
const sendAll = async (s: Sync) => {
  await t.sql`insert into sync_members (profile_id, destination_id, segment_id, payload_hash, sent_at)
    select profile_id, destination_id, segment_id, 'h', now() from deliveries
    where destination_id = ${s.destinationId} and status = 'pending' and kind = 'enter' on conflict do nothing`;
  await t.sql`delete from sync_members m using deliveries d
    where d.profile_id = m.profile_id and d.destination_id = m.destination_id and d.segment_id = m.segment_id
      and d.destination_id = ${s.destinationId} and d.status = 'pending' and d.kind = 'leave'`;
  await t.sql`update deliveries set status = 'sent' where destination_id = ${s.destinationId} and status = 'pending'`;
};
const pending = async (s: Sync, id?: string) =>
  (
    await t.sql<{ kind: string }[]>`select kind from deliveries
      where destination_id = ${s.destinationId} and status = 'pending' and (${id ?? null}::uuid is null or profile_id = ${id ?? null})`
  ).map((d) => d.kind);
const people = (n: number) => Promise.all(Array.from({ length: n }, () => person(t.sql, { traits: { plan: 'gold' } })));

describe('levelling', () => {
  it('plans an enter for each member once, and leaves for who is no member, with progress', async () => {
    const s = await sync();
    const all = await people(30);
    await join(s, all);
    await t.sql.begin((tx) => startLevelling(tx, s));
    await run();
    expect((await pending(s)).length).toBe(30);
    const [state] =
      await t.sql`select level_state, level_done::int as done, level_total::int as total from syncs where segment_id = ${s.segmentId}`;
    expect(state).toEqual({ level_state: 'done', done: 30, total: 30 });
    await consent(all, 'granted');
    await sendAll(s);
    await t.sql`delete from memberships where segment_id = ${s.segmentId} and profile_id = ${all[0] ?? ''}`;
    await t.sql.begin((tx) => startLevelling(tx, s));
    await run();
    expect(await pending(s)).toEqual(['leave']);
  });
});

describe('consent', () => {
  it('takes a person out of the destination on withdrawal, and in again on a new grant', async () => {
    const s = await sync();
    const [ann = ''] = await people(1);
    await join(s, [ann]);
    await consent([ann], 'granted');
    await run();
    expect(await pending(s, ann)).toEqual(['enter']);
    await sendAll(s);
    await consent([ann], 'withdrawn');
    await run();
    expect(await pending(s, ann)).toEqual(['leave']);
    await sendAll(s);
    await consent([ann], 'granted');
    await run();
    expect(await pending(s, ann)).toEqual(['enter']);
  });

  it('takes out who it has run out for', async () => {
    const s = await sync();
    const [ann = ''] = await people(1);
    await join(s, [ann]);
    await consentClockJob.run({}, { jobId: '1', attempt: 1, isLastAttempt: false, signal: new AbortController().signal });
    await consent([ann], 'granted', new Date(Date.now() + 150));
    await run();
    await sendAll(s);
    await new Promise((done) => setTimeout(done, 200));
    await consentClockJob.run({}, { jobId: '2', attempt: 1, isLastAttempt: false, signal: new AbortController().signal });
    expect(await pending(s, ann)).toEqual(['leave']);
  });

  it('brings destinations level when the rules of a purpose change', async () => {
    const s = await sync();
    const [ann = ''] = await people(1);
    await join(s, [ann]);
    await consent([ann], 'granted');
    await run();
    await sendAll(s);
    await t.sql`update purposes set archived = true where key = 'marketing'`;
    const { publish } = await import('@/db/facts');
    await t.sql.begin((tx) => publish(tx, 'purposes.changed', { purpose: 'marketing' }));
    await run();
    expect(await pending(s, ann)).toEqual(['leave']);
    await t.sql`update purposes set archived = false where key = 'marketing'`;
  });
});

it('detaching lets everybody leave, then removes the sync', async () => {
  const s = await sync();
  const all = await people(3);
  await join(s, all);
  await consent(all, 'granted');
  await run();
  await sendAll(s);
  await t.sql.begin((tx) => startDetaching(tx, s));
  await run();
  expect(await pending(s)).toEqual(['leave', 'leave', 'leave']);
  await sendAll(s);
  await detachSyncJob.run(s, { jobId: '1', attempt: 1, isLastAttempt: false, signal: new AbortController().signal });
  expect(await t.sql`select 1 from syncs where segment_id = ${s.segmentId}`).toHaveLength(0);
});

it('a merge is a leave of the survivor only when the survivor is no member', async () => {
  const s = await sync();
  for (const survivorIsMember of [true, false]) {
    const [ann = '', old = ''] = await people(2);
    await join(s, survivorIsMember ? [ann, old] : [old]);
    await consent([ann, old], 'granted');
    await run();
    await sendAll(s);
    await t.sql.begin(async (tx) => {
      await mergeActivation(tx, { survivorId: ann, mergedId: old });
      await tx`insert into profile_aliases (old_id, profile_id) values (${old}, ${ann})`;
      await tx`delete from memberships where profile_id = ${old}`;
      await planDeliveries(tx, [
        { id: Math.floor(Math.random() * 1e9), segmentId: s.segmentId, profileId: old, change: 'leave', cause: 'merge', at: new Date() },
      ]);
    });
    expect(await pending(s, ann)).toEqual(survivorIsMember ? [] : ['leave']);
    expect(await pending(s, old)).toEqual([]);
  }
});
