import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import type { Scope } from '@/features/access/types';
import { may } from '@/features/consent/data/may';
import { standingOf } from '@/features/consent/restrictions/data';
import { officer } from '@/tests/integration/officer';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { requestFigures } from '../data/figures';
import { readRequest } from '../data/find-request';
import { requestHistory } from '../data/history';
import { listRequests } from '../data/list-requests';
import { listQuery } from '../schema';
import type { RequestType } from '../types';
import { answerNothing, approveRequest, cancelRequest, extendRequest, refuseRequest } from './decisions';
import { failRequest, finishRequest } from './finish-request';
import { forgetRequests } from './forget-requests';
import { awaitIdentity, resumeClock, sendBack, verifyRequest } from './identity-steps';
import { liftRequest } from './lift';
import { registerByStaff } from './register-by-staff';
import { runRequest } from './run-request';
import { addIdentifier, assignRequest, noteRequest, planCorrections, removeIdentifier } from './small-changes';

let t: TestDb;
let ann: Scope & { userId: string };
let bob: Scope & { userId: string };
let canary: string;
const today = () => new Date().toISOString().slice(0, 10);
const proof = { proof: 'document', note: null } as const;

beforeAll(async () => {
  t = await testDb();
  ann = await officer(t.sql, 'Ann');
  bob = await officer(t.sql, 'Bob');
  canary = await person(t.sql, { name: 'Zoë Q', email: 'zoe@example.com', traits: { city: 'Ulm' } });
});
afterAll(() => t.close());

const register = async (type: RequestType, over: Record<string, unknown> = {}, by: Scope = ann) =>
  (
    await registerByStaff(by, {
      type,
      identifiers: [{ type: '', value: 'zoe@example.com' }],
      name: 'Zoë Q',
      contact: 'zoe@example.com',
      message: 'Please',
      locale: 'en',
      receivedOn: today(),
      identityAwaited: false,
      ...over,
    })
  ).id;
const state = async (id: string) => (await readRequest(t.sql, id)).state;
const conflict = { code: 'conflict' };

describe('four eyes', () => {
  it.each(['access', 'portability', 'erasure'] as const)(
    '%s: neither who registered nor who verified approves, and nothing runs before',
    async (type) => {
      const id = await register(type);
      const carol = await officer(t.sql, 'Carol');
      await expect(approveRequest(bob, id, null)).rejects.toMatchObject(conflict);
      await expect(runRequest(bob, id, null)).rejects.toMatchObject(conflict);
      await verifyRequest(bob, id, { profileIds: [canary], ...proof });
      await expect(runRequest(bob, id, null)).rejects.toMatchObject(conflict);
      await expect(approveRequest(ann, id, null)).rejects.toMatchObject({ code: 'forbidden', key: 'request.second_person' });
      await expect(approveRequest(bob, id, null)).rejects.toMatchObject({ code: 'forbidden', key: 'request.second_person' });
      await expect(approveRequest(systemScope('x'), id, null)).rejects.toMatchObject({ code: 'forbidden' });
      await approveRequest(carol, id, null);
      expect(await state(id)).toBe('approved');
      const jobs = await t.sql`select 1 from graphile_worker.jobs where task_identifier in ('privacy.erase', 'privacy.access-package')`;
      const { number } = await readRequest(t.sql, id);
      if (type === 'erasure') {
        await expect(runRequest(ann, id, null)).rejects.toMatchObject({ code: 'invalid_input' });
        await expect(runRequest(ann, id, String(number + 1))).rejects.toMatchObject({ code: 'invalid_input' });
      }
      await runRequest(ann, id, String(number));
      expect(await state(id)).toBe('running');
      const after = await t.sql`select 1 from graphile_worker.jobs where task_identifier in ('privacy.erase', 'privacy.access-package')`;
      expect(after.length).toBe(jobs.length + 1);
      await expect(runRequest(ann, id, String(number))).rejects.toMatchObject(conflict);
      await expect(cancelRequest(ann, id, 'too late')).rejects.toMatchObject(conflict);
    },
  );

  it('a password typed too long ago opens nothing', async () => {
    const late = await officer(t.sql, 'Late', 'compliance', 16);
    const id = await register('access');
    await verifyRequest(ann, id, { profileIds: [canary], ...proof });
    await expect(approveRequest(late, id, null)).rejects.toMatchObject({ code: 'forbidden', key: 'access.confirmPassword' });
    await approveRequest(bob, id, null);
    await expect(runRequest(late, id, null)).rejects.toMatchObject({ key: 'access.confirmPassword' });
    expect(await state(id)).toBe('approved');
  });

  it('sent back, it must be verified and approved anew', async () => {
    const id = await register('access');
    await verifyRequest(ann, id, { profileIds: [canary], ...proof });
    await approveRequest(bob, id, null);
    await sendBack(ann, id, 'wrong person');
    expect(await readRequest(t.sql, id)).toMatchObject({ state: 'received', profileIds: [], verifiedBy: null, approvedBy: null });
    await expect(runRequest(ann, id, null)).rejects.toMatchObject(conflict);
  });

  it('two approvals at once are one', async () => {
    const [id, carol] = [await register('access'), await officer(t.sql, 'Carol')];
    await verifyRequest(ann, id, { profileIds: [canary], ...proof });
    const answers = await Promise.allSettled([approveRequest(bob, id, null), approveRequest(carol, id, null)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a wrong identifier', () => {
  it('is taken back while nobody is confirmed, with a line in the history and in the log, and no later', async () => {
    const id = await register('access');
    const wrong = { type: '', value: 'zoo@example.com' };
    await addIdentifier(ann, id, wrong);
    await expect(removeIdentifier(ann, id, { ...wrong, type: 'email' })).rejects.toMatchObject({ code: 'not_found' });
    await removeIdentifier(ann, id, wrong);
    expect((await readRequest(t.sql, id)).identifiers).toEqual([{ type: '', value: 'zoe@example.com' }]);
    await expect(removeIdentifier(ann, id, wrong)).rejects.toMatchObject({ code: 'not_found' });
    expect((await requestHistory(id)).map((event) => event.kind).slice(0, 2)).toEqual(['identifier_removed', 'identifier_added']);
    const [line] = await t.sql`select action, details from audit_log where subject_id = ${id} order by id desc limit 1`;
    expect(line).toMatchObject({ action: 'request.identifier_removed', details: { type: '' } });
    expect(JSON.stringify(line)).not.toContain('zoo@');
    await verifyRequest(ann, id, { profileIds: [canary], ...proof });
    await expect(removeIdentifier(ann, id, { type: '', value: 'zoe@example.com' })).rejects.toMatchObject(conflict);
  });
});

describe('every step in an ended state is a conflict', () => {
  it.each(['refused', 'cancelled', 'done'] as const)('%s', async (end) => {
    const id = await register('access');
    if (end === 'refused') await refuseRequest(ann, id, { ground: 'excessive', note: 'the tenth' });
    if (end === 'cancelled') await cancelRequest(ann, id, 'taken back');
    if (end === 'done') {
      await verifyRequest(ann, id, { profileIds: [], ...proof });
      await answerNothing(ann, id, null);
    }
    expect(await state(id)).toBe(end);
    const calls = [
      () => awaitIdentity(ann, id, null),
      () => resumeClock(ann, id, null),
      () => verifyRequest(ann, id, { profileIds: [canary], ...proof }),
      () => sendBack(ann, id, 'why not'),
      () => approveRequest(bob, id, null),
      () => runRequest(ann, id, null),
      () => answerNothing(ann, id, null),
      () => refuseRequest(ann, id, { ground: 'other', note: 'again' }),
      () => cancelRequest(ann, id, 'again'),
      () => extendRequest(ann, id, 'more time'),
      () => liftRequest(ann, id, 'by phone'),
      () => addIdentifier(ann, id, { type: '', value: 'x' }),
      () => removeIdentifier(ann, id, { type: '', value: 'zoe@example.com' }),
      () => assignRequest(ann, id, null),
      () => planCorrections(ann, id, [], 'none'),
      () => t.sql.begin((tx) => finishRequest(tx, ann, id, { result: 'done' })),
      () => t.sql.begin((tx) => failRequest(tx, ann, id, 'x')),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject(conflict);
    expect(await state(id)).toBe(end);
  });
});

describe('the clock', () => {
  it('stands while identity is awaited, and the due date moves by those days', async () => {
    const id = await register('access', { identityAwaited: true });
    await t.sql`update subject_requests set paused_at = now() - interval '3 days 1 hour', received_at = now() - interval '10 days',
      first_due_at = now() - interval '1 day', due_at = now() - interval '1 day' where id = ${id}`;
    const before = await requestFigures();
    await extendRequest(bob, id, 'while it stands, time is left').catch((error: unknown) => error);
    await verifyRequest(ann, id, { profileIds: [canary], ...proof });
    const after = await readRequest(t.sql, id);
    expect(after).toMatchObject({ pausedAt: null, state: 'verified' });
    expect(Math.floor(after.pausedMs / 86_400_000)).toBe(3);
    expect((await requestFigures()).overdue).toBe(before.overdue);
    await expect(resumeClock(ann, id, null)).rejects.toMatchObject(conflict);
  });

  it('is extended once, before the first due date, with a reason', async () => {
    const id = await register('access', { receivedOn: today() });
    await extendRequest(ann, id, 'many systems');
    const { dueAt, firstDueAt, extensionReason } = await readRequest(t.sql, id);
    expect(dueAt.getTime()).toBeGreaterThan(firstDueAt.getTime() + 58 * 86_400_000);
    expect(extensionReason).toBe('many systems');
    await expect(extendRequest(ann, id, 'again')).rejects.toMatchObject({ key: 'request.already_extended' });
    const late = await register('access', { receivedOn: new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10) });
    await expect(extendRequest(ann, late, 'too late')).rejects.toMatchObject({ key: 'request.too_late' });
  });

  it('figures and filters equal SQL', async () => {
    const figures = await requestFigures();
    const [own] = await t.sql<{ open: number; overdue: number; median: number }[]>`
      select count(*)::int as open, (count(*) filter (where due_at < now() and paused_at is null))::int as overdue,
        (percentile_disc(0.5) within group (order by now() - received_at) is not null) as median
      from subject_requests where state not in ('done', 'refused', 'cancelled')`;
    expect(figures).toMatchObject({ open: own?.open, overdue: own?.overdue });
    expect(figures.overdue).toBeGreaterThan(0);
    const reader = { userId: ann.userId, timeZone: 'UTC' };
    const shown = async (query: Record<string, unknown>) => (await listRequests(listQuery.parse({ limit: 200, ...query }), reader)).data;
    expect(await shown({})).toHaveLength(figures.open);
    const overdue = await shown({ overdue: 'yes' });
    expect(overdue).toHaveLength(figures.overdue);
    expect(overdue.every((line) => line.daysLeft < 0)).toBe(true);
    expect((await shown({ assignee: 'me' })).length).toBe((await shown({ assignee: ann.userId })).length);
    expect((await shown({ q: 'ZOE@example' })).length).toBeGreaterThan(0);
    expect(await shown({ q: '%' })).toHaveLength(0);
    const pages: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listRequests>> = await listRequests(
        listQuery.parse({ state: 'all', limit: 3, ...(cursor ? { cursor } : {}) }),
        reader,
      );
      pages.push(...page.data.map((line) => line.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(pages).toEqual((await shown({ state: 'all' })).map((line) => line.id));
  });
});

describe('what is carried out at once', () => {
  it('a restriction and an objection, and their lifting after the person was told', async () => {
    const now = () => new Date(Date.now() + 1000);
    const one = await person(t.sql, { name: 'Max', email: 'max@example.com' });
    const restriction = await register('restriction');
    await verifyRequest(ann, restriction, { profileIds: [one], ...proof });
    await runRequest(ann, restriction, null);
    expect(await state(restriction)).toBe('done');
    expect(await standingOf(t.sql, one)).toMatchObject({ restricted: true });
    expect((await may(t.sql, [one], 'service', 'email', now())).has(one)).toBe(false);
    await liftRequest(ann, restriction, 'by phone');
    expect(await standingOf(t.sql, one)).toMatchObject({ restricted: false });
    await expect(liftRequest(ann, restriction, 'again')).rejects.toMatchObject(conflict);
    expect((await requestHistory(restriction)).map((event) => event.kind).slice(0, 2)).toEqual(['lifted', 'informed']);
    const objection = await register('objection');
    await verifyRequest(ann, objection, { profileIds: [one], ...proof });
    await runRequest(ann, objection, null);
    expect(await standingOf(t.sql, one)).toMatchObject({ restricted: false, objected: true });
  });

  it('corrections, only of profiles that the request concerns', async () => {
    const id = await register('rectification');
    await verifyRequest(ann, id, { profileIds: [canary], ...proof });
    await expect(runRequest(ann, id, null)).rejects.toMatchObject({ key: 'request.nothing_to_do' });
    await expect(planCorrections(ann, id, [{ profileId: randomUUID(), trait: 'city', value: 'Bonn' }], 'moved')).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await planCorrections(ann, id, [{ profileId: canary, trait: 'city', value: 'Bonn' }], 'moved house');
    await runRequest(ann, id, null);
    const [row] = await t.sql<{ city: string }[]>`select traits ->> 'city' as city from profiles where id = ${canary}`;
    expect(row?.city).toBe('Bonn');
    expect(await readRequest(t.sql, id)).toMatchObject({ state: 'done', task: {}, outcome: { traits: ['city'] } });
    const [line] = await t.sql<{ reason: string }[]>`
      select reason from audit_log where action = 'profile.trait_edited' and subject_id = ${canary} order by id desc limit 1`;
    expect(line?.reason).toBe('moved house');
  });
});

describe('after an erasure', () => {
  it('nothing personal is left in the request, nor in others of the same person; other people stay in theirs', async () => {
    const gone = await person(t.sql, { name: 'Gone', email: 'gone@example.com', phone: '+4915112345678' });
    const stays = await person(t.sql, { name: 'Stays', email: 'stays@example.com' });
    const own = await register('erasure', {
      identifiers: [{ type: '', value: 'GONE@example.com ' }],
      name: 'Gone',
      contact: 'gone@example.com',
    });
    const matched = await register('access', { identifiers: [], name: 'Gone', contact: null });
    const byPhone = await register('access', { identifiers: [{ type: 'phone', value: '0049 151 12345678' }], name: 'G', contact: null });
    const both = await register('access', { identifiers: [], name: 'Two', contact: null });
    const other = await register('access', {
      identifiers: [{ type: '', value: 'stays@example.com' }],
      name: 'Stays',
      contact: 'stays@example.com',
    });
    await noteRequest(ann, matched, 'Gone called');
    await verifyRequest(ann, matched, { profileIds: [gone], proof: 'call', note: 'Gone knew the order' });
    await approveRequest(bob, matched, null);
    await verifyRequest(ann, both, { profileIds: [gone, stays], ...proof });
    await verifyRequest(ann, own, { profileIds: [gone], ...proof });
    await approveRequest(bob, own, null);
    const { number } = await readRequest(t.sql, own);
    await runRequest(ann, own, String(number));
    const identifiers = [
      { type: 'email', value: 'gone@example.com' },
      { type: 'phone', value: '+4915112345678' },
    ];
    await t.sql.begin(async (tx) => {
      expect(await forgetRequests(tx, { profileIds: [gone], identifiers, except: own })).toBe(3);
      await finishRequest(tx, systemScope('Erasure'), own, { result: 'done', rows: 3 });
    });
    for (const id of [own, matched, byPhone]) {
      expect(await readRequest(t.sql, id)).toMatchObject({ identifiers: [], name: null, contact: null, message: null, profileIds: [] });
      expect((await requestHistory(id)).every((event) => event.body === null)).toBe(true);
    }
    expect(await readRequest(t.sql, own)).toMatchObject({ state: 'done', number, outcome: { rows: 3 } });
    expect(await readRequest(t.sql, matched)).toMatchObject({ state: 'verified', nobody: true });
    expect(await readRequest(t.sql, byPhone)).toMatchObject({ state: 'received', nobody: false });
    expect(await readRequest(t.sql, both)).toMatchObject({ state: 'verified', nobody: false, profileIds: [stays] });
    expect(await readRequest(t.sql, other)).toMatchObject({ name: 'Stays', contact: 'stays@example.com' });
    await answerNothing(ann, matched, null);
    await expect(noteRequest(ann, own, 'Gone wrote again')).rejects.toMatchObject({ key: 'request.erased' });
  });

  it('a run that failed can be started again', async () => {
    const id = await register('access');
    await verifyRequest(ann, id, { profileIds: [canary], ...proof });
    await approveRequest(bob, id, null);
    await runRequest(ann, id, null);
    await t.sql.begin((tx) => failRequest(tx, systemScope('Access'), id, 'No room on the disk'));
    expect(await readRequest(t.sql, id)).toMatchObject({ state: 'approved', error: 'No room on the disk' });
    await runRequest(bob, id, null);
    expect(await readRequest(t.sql, id)).toMatchObject({ state: 'running', error: null });
  });
});

it('writes every step into the history and the audit log, without anything personal in the log', async () => {
  const id = await register('access', { name: 'Secret Name', message: 'Secret words' });
  await awaitIdentity(ann, id, 'Secret note');
  await verifyRequest(ann, id, { profileIds: [canary], proof: 'document', note: 'Secret passport' });
  await approveRequest(bob, id, null);
  await extendRequest(bob, id, 'Secret reason');
  const kinds = (await requestHistory(id)).map((event) => event.kind).reverse();
  expect(kinds).toEqual(['registered', 'identity_awaited', 'verified', 'approved', 'extended']);
  const lines = await t.sql<{ action: string; line: string }[]>`
    select action, row_to_json(a)::text as line from audit_log a where subject_type = 'request' and subject_id = ${id} order by a.id`;
  expect(lines.map((line) => line.action)).toEqual(kinds.map((kind) => `request.${kind}`));
  expect(lines.map((line) => line.line).join()).not.toMatch(/Secret|zoe@/i);
});
