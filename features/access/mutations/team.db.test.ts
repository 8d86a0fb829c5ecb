import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '@/lib/crypto';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { roles } from '../constants';
import { cliScope, mintScope, systemScope } from '../core/scope';
import { readToken } from '../data/tokens';
import type { Role } from '../types';
import { createApiKey, revokeApiKey } from './api-keys';
import { requestReset } from './forgot-password';
import { setPasswordByToken } from './passwords';
import { signIn } from './sign-in';
import { changeRole, disableUser, enableUser, renewLink } from './team';
import { createUser, ensureFirstOwner, inviteUser } from './users';

const root = systemScope('test');
const caller = { address: '203.0.113.1', userAgent: '' };
const as = (role: Role) => mintScope({ type: 'user', id: '00000000-0000-4000-8000-000000000001', name: 'U', role, sessionId: '' });
let t: TestDb;
let first: string;

beforeAll(async () => {
  t = await testDb();
  first = (await ensureFirstOwner(t.sql, { email: 'owner@example.com' })) ?? '';
});
afterAll(() => t.close());

describe('the first owner', () => {
  test('gets a password that is made up, signs in with it, and is made once', async () => {
    expect(first.length).toBeGreaterThanOrEqual(20);
    expect((await signIn({ email: 'owner@example.com', password: first }, caller)).ok).toBe(true);
    expect(await ensureFirstOwner(t.sql, { email: 'second@example.com', password: 'tessera-admin-1' })).toBeUndefined();
    expect(await t.sql`select email, role from users`).toEqual([{ email: 'owner@example.com', role: 'owner' }]);
  });
});

describe('the last owner', () => {
  test('cannot be disabled, nor given another role', async () => {
    const [owner] = await t.sql<{ id: string }[]>`select id from users where role = 'owner'`;
    const userId = owner?.id ?? '';
    await expect(disableUser(as('owner'), userId)).rejects.toMatchObject({ code: 'conflict' });
    await expect(changeRole(as('owner'), { userId, role: 'analyst' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('an invited owner does not count; of two owners who remove each other at once, one stays', async () => {
    const [owner] = await t.sql<{ id: string }[]>`select id from users where role = 'owner' and status = 'active'`;
    await inviteUser(as('owner'), { email: 'invited-owner@example.com', role: 'owner' });
    await expect(disableUser(as('owner'), owner?.id ?? '')).rejects.toMatchObject({ code: 'conflict' });
    const { id } = await createUser(t.sql, root, { email: 'owner2@example.com', role: 'owner', password: 'correct horse battery' });
    const answers = await Promise.allSettled([disableUser(as('owner'), owner?.id ?? ''), disableUser(as('owner'), id)]);
    expect(answers.map((a) => a.status).sort()).toEqual(['fulfilled', 'rejected']);
    const active = await t.sql`select 1 from users where role = 'owner' and status = 'active'`;
    expect(active).toHaveLength(1);
  });
});

describe('rights', () => {
  test.each(roles)('%s hands out nothing above its own', async (role) => {
    for (const other of roles) {
      const email = `${role}-${other}@example.com`;
      const answer = await inviteUser(as(role), { email, role: other }).then(
        () => 'invited',
        (e) => e.code,
      );
      const within = role === 'owner' || role === other || (other === 'analyst' && ['marketer', 'compliance'].includes(role));
      expect([other, answer]).toEqual([other, within ? 'invited' : 'forbidden']);
    }
  });

  test('an owner cannot be touched by someone who is none', async () => {
    const { id } = await createUser(t.sql, root, { email: 'owner3@example.com', role: 'owner', password: 'correct horse battery' });
    await expect(disableUser(as('compliance'), id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(changeRole(as('compliance'), { userId: id, role: 'analyst' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(renewLink(as('compliance'), id)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('an invitation', () => {
  const password = 'another fine password';

  test('is accepted once, by its link, with a good password', async () => {
    const { email, token } = await inviteUser(as('owner'), { email: 'Ann@Example.com', role: 'marketer' });
    expect(token.length).toBeGreaterThanOrEqual(43);
    expect(await readToken(token, 'invite')).toEqual({ email: 'ann@example.com', name: '', role: 'marketer' });
    expect(await readToken(token, 'reset')).toBeUndefined();
    await expect(setPasswordByToken('reset', { token, password })).rejects.toMatchObject({ code: 'not_found' });
    await expect(setPasswordByToken('invite', { token, name: 'Ann', password: 'password123' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'password' }],
    });
    await setPasswordByToken('invite', { token, name: 'Ann', password });
    await expect(setPasswordByToken('invite', { token, name: 'Eve', password })).rejects.toMatchObject({ code: 'not_found' });
    expect((await signIn({ email, password }, caller)).ok).toBe(true);
  });

  test('cannot be used twice at the same moment', async () => {
    const { token } = await inviteUser(as('owner'), { email: 'race@example.com', role: 'analyst' });
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, (_, i) => setPasswordByToken('invite', { token, name: `N${i}`, password })),
    );
    expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
  });

  test('is void after a week, after a newer one, and after the person was disabled', async () => {
    const { id, token } = await inviteUser(as('owner'), { email: 'late@example.com', role: 'analyst' });
    await t.sql`update user_tokens set expires_at = now() where user_id = ${id}`;
    await expect(setPasswordByToken('invite', { token, name: 'L', password })).rejects.toMatchObject({ code: 'not_found' });
    const second = await renewLink(as('owner'), id);
    const third = await renewLink(as('owner'), id);
    expect(second.kind).toBe('invite');
    expect(await readToken(second.token, 'invite')).toBeUndefined();
    await disableUser(as('owner'), id);
    expect(await readToken(third.token, 'invite')).toBeUndefined();
    await enableUser(as('owner'), id);
    expect(await t.sql`select status from users where id = ${id}`).toEqual([{ status: 'invited' }]);
  });

  test('is kept only as a hash', async () => {
    const { id, token } = await inviteUser(as('owner'), { email: 'hash@example.com', role: 'analyst' });
    expect(await t.sql`select token_hash from user_tokens where user_id = ${id}`).toEqual([{ token_hash: sha256(token) }]);
    const dump = JSON.stringify([await t.sql`select * from audit_log`, await t.sql`select * from user_tokens`]);
    expect(dump).not.toContain(token);
  });

  test('of an address that is taken, or is no plain address, is refused', async () => {
    await expect(inviteUser(as('owner'), { email: 'ANN@example.com', role: 'analyst' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(inviteUser(as('owner'), { email: '"a@evil.example"@example.com', role: 'analyst' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

test('a reset link is made only for an active account, and ends all sessions', async () => {
  const { id } = await createUser(t.sql, root, { email: 'reset@example.com', role: 'support', password: 'correct horse battery' });
  await signIn({ email: 'reset@example.com', password: 'correct horse battery' }, caller);
  expect(await requestReset('nobody@example.com')).toBeUndefined();
  expect(await requestReset('hash@example.com')).toBeUndefined();
  const reset = await requestReset('reset@example.com');
  await setPasswordByToken('reset', { token: reset?.token ?? '', password: 'a wholly new one' });
  expect(await t.sql`select 1 from sessions where user_id = ${id} and revoked_at is null`).toHaveLength(0);
});

describe('an API key', () => {
  test('is kept only as a hash and ends at once', async () => {
    const { id, key } = await createApiKey(t.sql, cliScope('test'), { name: 'K', scopes: ['profiles:read'] });
    expect(key).toMatch(/^tsk_[\w-]{43}$/);
    const [row] = await t.sql`select key_hash, prefix, revoked_at from api_keys where id = ${id}`;
    expect(row).toEqual({ key_hash: sha256(key), prefix: key.slice(0, 10), revoked_at: null });
    await revokeApiKey(as('owner'), id);
    await expect(revokeApiKey(as('owner'), id)).rejects.toMatchObject({ code: 'not_found' });
    expect(JSON.stringify(await t.sql`select * from audit_log where subject_type = 'api_key'`)).not.toContain(key);
  });

  test('is bound to a known purpose and channel, or to neither', async () => {
    const base = { name: 'K', scopes: ['profiles:read' as const] };
    await createApiKey(t.sql, as('owner'), { ...base, purpose: 'marketing', channel: 'email' });
    for (const binding of [
      { purpose: 'marketing' },
      { channel: 'email' },
      { purpose: 'nope', channel: 'email' },
      { purpose: 'marketing', channel: 'nope' },
    ]) {
      await expect(createApiKey(t.sql, as('owner'), { ...base, ...binding })).rejects.toMatchObject({ code: 'invalid_input' });
    }
    await expect(createApiKey(t.sql, as('analyst'), { name: 'K', scopes: ['segments:write'] })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

test('the audit log cannot be changed', async () => {
  await expect(t.sql`update audit_log set action = 'x'`).rejects.toThrow(/append-only/);
  await expect(t.sql`delete from audit_log`).rejects.toThrow(/append-only/);
});
