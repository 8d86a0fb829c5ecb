import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { authenticateSession } from '../authenticate';
import { systemScope } from '../core/scope';
import { changePassword } from './passwords';
import { closeSession, revokeOwnSession } from './sessions';
import { signIn } from './sign-in';
import { changeRole, disableUser } from './team';
import { createUser } from './users';

const PASSWORD = 'correct horse battery';
const caller = (address: string) => ({ address, userAgent: 'test' });
const root = systemScope('test');
let t: TestDb;
let n = 0;

beforeAll(async () => {
  t = await testDb();
  await createUser(t.sql, root, { email: 'owner@example.com', role: 'owner', password: PASSWORD });
});
afterAll(() => t.close());
beforeEach(() => t.sql`delete from attempt_limits`);

/** A new member of staff, signed in; `headers` carry the session's cookie. */
async function signedIn(role: 'marketer' | 'analyst' = 'marketer') {
  const email = `person${++n}@example.com`;
  const { id } = await createUser(t.sql, root, { email, role, password: PASSWORD });
  const open = async () => {
    const answer = await signIn({ email, password: PASSWORD }, caller('203.0.113.1'));
    if (!answer.ok) throw new Error(answer.reason);
    const token = await encode({ token: { sid: answer.sessionId }, secret: process.env.AUTH_SECRET ?? '' });
    return new Headers({ cookie: `tessera-session=${token}` });
  };
  return { id, email, open, headers: await open() };
}

describe('a session', () => {
  test('is the person behind the cookie, with the role of this moment', async () => {
    const { id, headers } = await signedIn();
    expect((await authenticateSession(headers))?.actor).toMatchObject({ type: 'user', id, role: 'marketer' });
    await t.sql`update users set role = 'analyst' where id = ${id}`;
    expect((await authenticateSession(headers))?.actor).toMatchObject({ role: 'analyst' });
  });

  test('ends at once by signing out, and by revoking', async () => {
    const { open, headers } = await signedIn();
    const scope = await authenticateSession(headers);
    if (!scope) throw new Error('not signed in');
    await closeSession(scope);
    expect(await authenticateSession(headers)).toBeUndefined();
    const [mine, other] = [await open(), await open()];
    const [me, them] = [await authenticateSession(mine), await authenticateSession(other)];
    if (me?.actor.type !== 'user' || them?.actor.type !== 'user') throw new Error('not signed in');
    await revokeOwnSession(me, them.actor.sessionId);
    expect(await authenticateSession(other)).toBeUndefined();
    expect(await authenticateSession(mine)).toBeDefined();
  });

  test('of somebody else cannot be revoked', async () => {
    const [a, b] = [await signedIn(), await signedIn()];
    const [me, them] = [await authenticateSession(a.headers), await authenticateSession(b.headers)];
    if (!me || them?.actor.type !== 'user') throw new Error('not signed in');
    await expect(revokeOwnSession(me, them.actor.sessionId)).rejects.toMatchObject({ code: 'not_found' });
    expect(await authenticateSession(b.headers)).toBeDefined();
  });

  test('ends at once with another role, and with the account', async () => {
    const a = await signedIn();
    await changeRole(root, { userId: a.id, role: 'support' });
    expect(await authenticateSession(a.headers)).toBeUndefined();
    const b = await signedIn();
    await disableUser(root, b.id);
    expect(await authenticateSession(b.headers)).toBeUndefined();
    expect(await signIn({ email: b.email, password: PASSWORD }, caller('203.0.113.1'))).toEqual({ ok: false, reason: 'invalid' });
  });

  test('ends everywhere else with a new password', async () => {
    const { open, headers, email } = await signedIn();
    const other = await open();
    const scope = await authenticateSession(headers);
    if (!scope) throw new Error('not signed in');
    await expect(changePassword(scope, { current: 'wrong password', password: 'another good one' })).rejects.toMatchObject({
      fields: [{ path: 'current' }],
    });
    await changePassword(scope, { current: PASSWORD, password: 'another good one' });
    expect(await authenticateSession(other)).toBeUndefined();
    expect(await authenticateSession(headers)).toBeDefined();
    expect((await signIn({ email, password: PASSWORD }, caller('203.0.113.2'))).ok).toBe(false);
    expect((await signIn({ email, password: 'another good one' }, caller('203.0.113.2'))).ok).toBe(true);
  });

  test('ends when its time has come, and when it lies unused', async () => {
    const { headers, open, id } = await signedIn();
    await t.sql`update sessions set expires_at = now() where user_id = ${id}`;
    expect(await authenticateSession(headers)).toBeUndefined();
    const second = await open();
    await t.sql`update sessions set seen_at = now() - interval '4 days' where user_id = ${id}`;
    expect(await authenticateSession(second)).toBeUndefined();
  });

  test('is not what a forged, foreign or empty cookie says it is', async () => {
    const { headers } = await signedIn();
    const sid = '00000000-0000-4000-8000-000000000000';
    const bad = [
      '',
      'tessera-session=',
      'tessera-session=x.y.z',
      'tessera-session=%E0%A4%A',
      `tessera-session=${await encode({ token: { sid }, secret: process.env.AUTH_SECRET ?? '' })}`,
      `tessera-session=${await encode({ token: { sid }, secret: 'another secret, long enough to be one' })}`,
      `tessera-session=${await encode({ token: { name: 'x', sub: sid }, secret: process.env.AUTH_SECRET ?? '' })}`,
      `${headers.get('cookie')}x`,
    ];
    for (const cookie of bad) expect(await authenticateSession(new Headers({ cookie }))).toBeUndefined();
  });
});

describe('guessing', () => {
  test('an unknown, an invited and a known person get the same answer for a wrong password', async () => {
    const { email } = await signedIn();
    await t.sql`insert into users (email, role) values ('invited@example.com', 'analyst')`;
    for (const who of [email, 'nobody@example.com', 'invited@example.com', 'not an address', '']) {
      expect(await signIn({ email: who, password: 'wrong password' }, caller('203.0.113.3'))).toEqual({ ok: false, reason: 'invalid' });
    }
  });

  test('stops after 10 tries from one address, for known and unknown accounts alike', async () => {
    const { email } = await signedIn();
    for (const who of [email, 'nobody@example.com']) {
      const reasons = [];
      for (let i = 0; i < 12; i++) reasons.push(await signIn({ email: who, password: 'wrong password' }, caller('203.0.113.4')));
      expect(reasons.map((r) => !r.ok && r.reason)).toEqual([...Array(10).fill('invalid'), 'limited', 'limited']);
    }
    expect(await signIn({ email, password: PASSWORD }, caller('203.0.113.4'))).toEqual({ ok: false, reason: 'limited' });
    expect((await signIn({ email, password: PASSWORD }, caller('203.0.113.5'))).ok).toBe(true);
  });

  test('stops after 60 tries of one address over many accounts, and takes no notice of right ones', async () => {
    const { email } = await signedIn();
    for (let i = 0; i < 30; i++) await signIn({ email: `nobody${i}@example.com`, password: 'wrong password' }, caller('203.0.113.6'));
    expect((await signIn({ email, password: PASSWORD }, caller('203.0.113.6'))).ok).toBe(true);
    for (let i = 30; i < 60; i++) await signIn({ email: `nobody${i}@example.com`, password: 'wrong password' }, caller('203.0.113.6'));
    expect(await signIn({ email, password: PASSWORD }, caller('203.0.113.6'))).toEqual({ ok: false, reason: 'limited' });
  });

  test('from many addresses stops an account, but not where its owner signed in before', async () => {
    const { email } = await signedIn();
    await t.sql`delete from attempt_limits`;
    expect((await signIn({ email, password: PASSWORD }, caller('198.51.100.1'))).ok).toBe(true);
    for (let i = 0; i < 100; i++) await signIn({ email, password: 'wrong password' }, caller(`10.0.${i}.1`));
    expect(await signIn({ email, password: PASSWORD }, caller('10.1.1.1'))).toEqual({ ok: false, reason: 'limited' });
    expect((await signIn({ email, password: PASSWORD }, caller('198.51.100.1'))).ok).toBe(true);
  });

  test('leaves no address and no e-mail in the counts', async () => {
    await signIn({ email: 'nobody@example.com', password: 'wrong password' }, caller('203.0.113.7'));
    const rows = await t.sql<{ key: string }[]>`select key from attempt_limits`;
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((r) => /^[0-9a-f]{64}$/.test(r.key))).toBe(true);
  });
});

test('the audit log tells of sessions opened and refused, without the password', async () => {
  const { id, email } = await signedIn();
  await signIn({ email, password: 'a wrong password' }, caller('203.0.113.8'));
  const lines = await t.sql`select action, actor_type, details from audit_log where subject_id = ${id} order by id`;
  expect(lines.map((l) => [l.action, l.actor_type])).toEqual([
    ['user.created', 'system'],
    ['session.opened', 'user'],
    ['session.refused', 'anonymous'],
  ]);
  expect(JSON.stringify(lines)).not.toContain('wrong password');
  const [stored] = await t.sql`select password_hash from users where id = ${id}`;
  expect(stored?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});
