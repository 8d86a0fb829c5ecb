import { sql as query } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { users } from '@/db/schema';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { knownError } from '../core/problem';
import { listApiKeys, listBindings } from './api-keys';
import { listSessions } from './sessions';
import { listUsers, readUser } from './users';

let t: TestDb;
const idOf = async (email: string) => (await t.sql<{ id: string }[]>`select id from users where email = ${email}`)[0]?.id ?? '';

beforeAll(async () => {
  t = await testDb();
  await t.sql`
    insert into users (email, name, role, status, last_seen_at) values
      ('z@example.com', '', 'owner', 'active', '2026-01-02T03:04:05.678Z'), ('b@example.com', 'Ann', 'analyst', 'active', null),
      ('c@example.com', 'Cem', 'support', 'invited', null), ('a@example.com', 'Aaron', 'marketer', 'disabled', null)`;
  const owner = await idOf('z@example.com');
  await t.sql`
    insert into api_keys (name, key_hash, prefix, scopes, purpose, channel, created_by, created_at, revoked_at) values
      ('old', 'h1', 'tsk_1', '{profiles:read}', null, null, ${owner}, '2026-01-01', null),
      ('gone', 'h2', 'tsk_2', '{segments:read}', null, null, null, '2026-03-01', '2026-03-02'),
      ('new', 'h3', 'tsk_3', '{segments:read,segments:write}', 'marketing', 'email', ${owner}, '2026-02-01', null)`;
  await t.sql`
    insert into sessions (user_id, user_agent, seen_at, expires_at, revoked_at) values
      (${owner}, 'here', now() - interval '1 day', now() + interval '1 day', null), (${owner}, 'there', now(), now() + interval '1 day', null),
      (${owner}, 'ended', now(), now() + interval '1 day', now()), (${owner}, 'late', now(), now() - interval '1 minute', null),
      (${owner}, 'idle', now() - interval '400 days', now() + interval '1 day', null)`;
});
afterAll(() => t.close());

test('the team: active people first, then by name or address', async () => {
  expect((await listUsers()).map((u) => u.email)).toEqual(['b@example.com', 'z@example.com', 'c@example.com', 'a@example.com']);
  const user = await readUser(await idOf('z@example.com'));
  expect(user).toMatchObject({ name: '', role: 'owner', locale: 'en', lastSeenAt: new Date('2026-01-02T03:04:05.678Z') });
  expect(Object.keys(user ?? {})).not.toContain('passwordHash');
  expect(await readUser('01890000-0000-7000-8000-000000000000')).toBeUndefined();
});

test('keys: living ones first, newest first, with who made them', async () => {
  expect(await listApiKeys()).toMatchObject([
    { name: 'new', scopes: ['segments:read', 'segments:write'], purpose: 'marketing', createdByName: 'z@example.com', revokedAt: null },
    { name: 'old', scopes: ['profiles:read'], purpose: null, createdAt: new Date('2026-01-01T00:00:00Z') },
    { name: 'gone', createdByName: null, revokedAt: new Date('2026-03-02T00:00:00Z') },
  ]);
  const { purposes, channels } = await listBindings();
  expect(purposes.map((p) => p.key)).toContain('marketing');
  expect(channels.map((c) => c.name)).toEqual((await t.sql`select name from channels order by name`).map((c) => c.name));
});

test('sessions: only the living ones, this one first', async () => {
  const owner = await idOf('z@example.com');
  const [here] = await t.sql<{ id: string }[]>`select id from sessions where user_agent = 'here'`;
  const sessions = await listSessions(owner, here?.id ?? '');
  expect(sessions.map((s) => [s.userAgent, s.isCurrent])).toEqual([
    ['here', true],
    ['there', false],
  ]);
});

test('a failure of the database is known for what it is, although the query builder wraps it', async () => {
  const failed = await db()
    .select({ n: query`1` })
    .from(users)
    .where(query`(select pg_sleep(0)) is null or pg_cancel_backend(pg_backend_pid())`)
    .then(() => undefined)
    .catch((error: unknown) => error);
  expect(knownError(failed)).toMatchObject({ code: 'unavailable' });
});
