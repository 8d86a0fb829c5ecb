import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Scope } from '@/features/access/types';
import { newId } from '@/lib/ids';
import { type MailServer, startMailServer } from '@/tests/integration/mail-server';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { failures } from '../core/failures';
import type { SegmentState } from '../types';

let t: TestDb;
let mail: MailServer;
const [ann, bob, cem, gone] = [newId(), newId(), newId(), newId()];

beforeAll(async () => {
  mail = await startMailServer();
  // Before anything is imported: settings are read once.
  process.env.SMTP_URL = `smtp://127.0.0.1:${mail.port}`;
  t = await testDb();
  for (const [id, name, locale, status] of [
    [ann, 'Ann', 'en', 'active'],
    [bob, 'Bob', 'en', 'active'],
    [cem, 'Cem', 'fa', 'active'],
    [gone, 'Gone', 'en', 'disabled'],
  ] as const)
    await t.sql`insert into users (id, email, name, role, status, locale)
      values (${id}, ${`${name.toLowerCase()}@example.com`}, ${name}, 'marketer', ${status}, ${locale})`;
});
afterAll(async () => {
  await t.close();
  await mail.stop();
});
beforeEach(() => {
  mail.caught.length = 0;
});

const country = { kind: 'trait', trait: 'country', op: 'eq', value: 'DE' };

/** Ann and somebody who left are told of its size; Bob made it, Cem saved it last. */
async function segment(name: string, { evaluated = true, state = 'building' }: { evaluated?: boolean; state?: SegmentState } = {}) {
  const id = newId();
  await t.sql`insert into segments (id, name, rule, state, evaluated_at)
    values (${id}, ${name}, ${t.sql.json(country)}, ${state}, ${evaluated ? new Date() : null})`;
  for (const createdBy of [ann, ann, gone, null])
    await t.sql`insert into segment_alerts (id, segment_id, kind, amount, created_by) values (${newId()}, ${id}, 'below', 0, ${createdBy})`;
  for (const [action, actor] of [
    ['segment.created', bob],
    ['segment.changed', cem],
    ['segment.alert_added', bob],
  ] as const)
    await t.sql`insert into audit_log (actor_type, actor_id, actor_label, action, subject_type, subject_id)
      values ('user', ${actor}, 'x', ${action}, 'segment', ${id})`;
  return id;
}

async function told(): Promise<Record<string, { subject: string | undefined; text: string | undefined }>> {
  const { mailStillJob } = await import('./jobs/mail-still');
  const { runJobs } = await import('@/tests/integration/run-jobs');
  await runJobs(t.url, [mailStillJob]);
  return Object.fromEntries(mail.caught.map(({ to, mail: { subject, text } }) => [to, { subject, text }]));
}

const raised = async (id: string) =>
  (await t.sql`select details from audit_log where subject_id = ${id} and action = 'segment.alert_raised' order by id`).map(
    (l) => l.details,
  );

async function failLastAttempt(id: string): Promise<void> {
  const { evaluateSegmentJob } = await import('../jobs/evaluate-segment');
  await t.sql`alter table memberships rename to hidden_memberships`;
  try {
    const context = { jobId: '1', attempt: 10, isLastAttempt: true, signal: new AbortController().signal };
    await evaluateSegmentJob.run({ segmentId: id }, context).catch(() => undefined);
  } finally {
    await t.sql`alter table hidden_memberships rename to memberships`;
  }
}

it('a live segment that fails is told to whoever watches it and whoever saved it last, once', async () => {
  const id = await segment('VIP', { state: 'live' });
  await failLastAttempt(id);
  await failLastAttempt(id);
  expect(await raised(id)).toEqual([{ kind: 'still', state: 'failed', members: 'kept' }]);
  const mails = await told();
  expect(Object.keys(mails).sort()).toEqual(['ann@example.com', 'cem@example.com']);
  expect(mails['ann@example.com']?.subject).toBe('Segment VIP stands still');
  const text = mails['ann@example.com']?.text ?? '';
  expect(text).toContain(failures['segment.failure.lasting']);
  expect(text).toContain('keeps the members');
  expect(text).toContain(`/segments/${id}?tab=overview`);
  expect(mails['cem@example.com']?.subject).toContain('VIP');
  expect(mails['cem@example.com']?.subject).not.toContain('stands still');
});

it('one that becomes invalid is, too; one that was never whole is said to be empty', async () => {
  const { invalidateSegments } = await import('../mutations/invalidate');
  const id = await segment('Readers', { evaluated: false });
  await t.sql.begin(async (tx) => {
    await invalidateSegments(tx, new Map([[id, ['list:x']]]));
    await invalidateSegments(tx, new Map([[id, ['list:x']]]));
  });
  expect(await raised(id)).toEqual([{ kind: 'still', state: 'invalid', members: 'none' }]);
  expect((await told())['ann@example.com']?.text).toContain('Nobody is in it');
});

it('one that somebody stops is told to the others, unless it was never whole', async () => {
  const { stopEvaluation } = await import('../mutations/stop-evaluation');
  const { mintScope } = await import('@/features/access/core/scope');
  const scope: Scope = mintScope({ type: 'user', id: ann, name: 'Ann', role: 'marketer', sessionId: newId() });
  const [whole, fresh] = [await segment('Whole'), await segment('Fresh', { evaluated: false })];
  for (const id of [whole, fresh]) await t.sql.begin((tx) => stopEvaluation(tx, scope, id));
  expect(await raised(whole)).toEqual([{ kind: 'still', state: 'stopped', members: 'kept' }]);
  expect(await raised(fresh)).toEqual([]);
  expect(Object.keys(await told())).toEqual(['cem@example.com']);
});

it('the owners are told when whoever was concerned is there no more', async () => {
  const { raiseStill } = await import('./mutations/raise-still');
  const [owner, id] = [newId(), newId()];
  await t.sql`insert into users (id, email, name, role, status, locale) values (${owner}, 'owner@example.com', 'Owner', 'owner', 'active', 'en')`;
  await t.sql`insert into segments (id, name, rule, state, evaluated_at) values (${id}, 'Of a key', ${t.sql.json(country)}, 'failed', now())`;
  await t.sql`insert into segment_alerts (id, segment_id, kind, amount, created_by) values (${newId()}, ${id}, 'below', 0, ${gone})`;
  await t.sql.begin((tx) => raiseStill(tx, { segmentId: id, state: 'failed' }));
  expect(Object.keys(await told())).toEqual(['owner@example.com']);
});

it('nothing is sent of one that is evaluated again meanwhile, and a mail server that refuses is asked again', async () => {
  const { raiseStill } = await import('./mutations/raise-still');
  const { mailStill } = await import('./mutations/mail-still');
  const id = await segment('Back', { state: 'failed' });
  await t.sql.begin((tx) => raiseStill(tx, { segmentId: id, state: 'failed' }));
  await t.sql`update segments set state = 'building' where id = ${id}`;
  expect(await told()).toEqual({});
  await t.sql`update segments set state = 'failed' where id = ${id}`;
  mail.rules.message = () => ({ code: 451, text: 'later' });
  await expect(mailStill(t.sql, { segmentId: id, userId: ann })).rejects.toThrow('could not be sent');
});
