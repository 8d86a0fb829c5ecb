import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { apiScopes, permissions, roles } from './constants';
import { cliScope, systemScope } from './core/scope';
import { defineAction, defineRoute } from './gate';
import { createApiKey, revokeApiKey } from './mutations/api-keys';
import { signIn } from './mutations/sign-in';
import { createUser } from './mutations/users';
import { rolePermissions } from './permissions';
import type { Role } from './types';

const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({ headers: async () => request.headers }));

const OURS = 'http://localhost:3000';
const PASSWORD = 'correct horse battery';
const cookies = new Map<Role, string>();
let t: TestDb;

beforeAll(async () => {
  t = await testDb();
  for (const role of roles) {
    await createUser(t.sql, systemScope('test'), { email: `${role}@example.com`, role, password: PASSWORD });
    const answer = await signIn({ email: `${role}@example.com`, password: PASSWORD }, { address: 'x', userAgent: '' });
    if (!answer.ok) throw new Error(answer.reason);
    cookies.set(role, `tessera-session=${await encode({ token: { sid: answer.sessionId }, secret: process.env.AUTH_SECRET ?? '' })}`);
  }
});
afterAll(() => t.close());
beforeEach(() => {
  request.headers = new Headers({ cookie: cookies.get('owner') ?? '', origin: OURS });
});

const call = (route: ReturnType<typeof defineRoute>, init: RequestInit & { path?: string } = {}, params: unknown = {}) =>
  route(new Request(`${OURS}${init.path ?? '/x'}`, init), { params: Promise.resolve(params) });
const as = (role: Role, more: Record<string, string> = {}) => ({ headers: { cookie: cookies.get(role) ?? '', origin: OURS, ...more } });

describe('each role and each permission, by session', () => {
  test.each(permissions)('%s', async (permission) => {
    const route = defineRoute({ permission: { session: permission }, run: async () => ({ in: true }) });
    const action = defineAction({ permission, input: z.strictObject({}), run: async () => 'in' });
    for (const role of roles) {
      const may = rolePermissions[role].has(permission);
      expect([role, (await call(route, as(role))).status]).toEqual([role, may ? 200 : 403]);
      request.headers = new Headers(as(role).headers);
      expect([role, (await action({})).ok]).toEqual([role, may]);
    }
    expect((await call(route)).status).toBe(401);
  });
});

describe('each scope of an API key', () => {
  test.each(apiScopes)('%s', async (scope) => {
    const { key, id } = await createApiKey(t.sql, cliScope('test'), { name: scope, scopes: [scope] });
    const bearer = { headers: { authorization: `Bearer ${key}` } };
    for (const asked of apiScopes) {
      const route = defineRoute({ permission: { scope: asked }, run: async (_, s) => s.actor });
      const answer = await call(route, bearer);
      expect([asked, answer.status]).toEqual([asked, asked === scope ? 200 : 403]);
    }
    const [row] = await t.sql`select last_used_at is not null as used from api_keys where id = ${id}`;
    expect(row?.used).toBe(true);
    expect(await t.sql`select 1 from audit_log where action = 'api_key.used' and subject_id = ${id}`).toHaveLength(1);
    await revokeApiKey(systemScope('test'), id);
    expect((await call(defineRoute({ permission: { scope }, run: async () => 1 }), bearer)).status).toBe(401);
  });

  test('a session opens no key route, a key opens no session route, nonsense opens neither', async () => {
    const { key } = await createApiKey(t.sql, cliScope('test'), { name: 'all', scopes: [...apiScopes] });
    const keyRoute = defineRoute({ permission: { scope: 'profiles:read' }, run: async () => 1 });
    const sessionRoute = defineRoute({ permission: 'profiles:read', run: async () => 1 });
    expect((await call(keyRoute, as('owner'))).status).toBe(401);
    expect((await call(sessionRoute, { headers: { authorization: `Bearer ${key}` } })).status).toBe(401);
    for (const authorization of ['', 'Bearer', 'Bearer ', `Basic ${key}`, `Bearer ${key}x`, 'Bearer tsk_', "Bearer ' or 1=1 --"]) {
      expect((await call(keyRoute, { headers: { authorization } })).status).toBe(401);
    }
  });
});

describe('a state change', () => {
  const route = defineRoute({ permission: 'account:write', run: async () => ({ done: true }) });
  const action = defineAction({ permission: 'account:write', input: z.unknown(), run: async () => 'done' });
  const open = defineAction({ permission: 'public', input: z.unknown(), run: async () => 'done' });
  const cookie = () => cookies.get('owner') ?? '';

  test.each([
    [{}, false],
    [{ origin: 'null' }, false],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: 'http://sub.localhost:3000' }, false],
    [{ origin: 'http://localhost:3001' }, false],
    [{ origin: OURS, 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ origin: OURS }, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
  ])('with %j goes through: %s', async (headers, passes) => {
    const all = { cookie: cookie(), ...(headers as Record<string, string>) };
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect((await call(route, { method, headers: all })).status).toBe(passes ? 200 : 403);
    }
    request.headers = new Headers(all);
    expect((await action({})).ok).toBe(passes);
    expect((await open({})).ok).toBe(passes);
  });

  test('reading asks for no origin', async () => {
    expect((await call(route, { headers: { cookie: cookie() } })).status).toBe(200);
  });
});

describe('input', () => {
  const rule = z.strictObject({ rule: z.object({ all: z.array(z.object({ value: z.number() })) }) });

  test('is refused with the path of what is wrong', async () => {
    const route = defineRoute({ permission: 'account:write', body: rule, run: async () => 1 });
    const bad = { rule: { all: [{ value: 1 }, { value: 'two' }] }, role: 'owner' };
    const answer = await call(route, { ...as('owner'), method: 'POST', body: JSON.stringify(bad) });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const problem = await answer.json();
    expect(problem).toMatchObject({ status: 400, code: 'invalid_input', type: 'urn:tessera:problem:invalid_input' });
    expect(problem.errors.map((e: { path: string }) => e.path).sort()).toEqual(['role', 'rule.all[1].value']);
    const action = defineAction({ permission: 'account:write', input: rule, run: async () => 1 });
    expect(await action(bad as never)).toMatchObject({ ok: false, error: { code: 'invalid_input', fields: [{}, {}] } });
  });

  test('is not JSON, or too large', async () => {
    const route = defineRoute({ permission: 'account:write', body: z.unknown(), run: async () => 1 });
    expect((await call(route, { ...as('owner'), method: 'POST', body: '{' })).status).toBe(400);
    expect((await call(route, { ...as('owner'), method: 'POST' })).status).toBe(400);
    expect((await call(route, { ...as('owner'), method: 'POST', body: `"${'x'.repeat(1024 * 1024)}"` })).status).toBe(413);
  });

  test('path and query are checked; what is given twice is not taken for one', async () => {
    const route = defineRoute({
      permission: 'account:write',
      params: z.object({ id: z.uuid() }),
      query: z.strictObject({ limit: z.coerce.number().int().max(100).default(20) }),
      run: async ({ params, query }) => ({ ...params, ...query }),
    });
    const id = '01890000-0000-7000-8000-000000000000';
    expect(await (await call(route, { ...as('owner'), path: '/x?limit=5' }, { id })).json()).toEqual({ id, limit: 5 });
    expect((await call(route, { ...as('owner'), path: '/x?limit=5&limit=6' }, { id })).status).toBe(400);
    expect((await call(route, { ...as('owner'), path: '/x?other=1' }, { id })).status).toBe(400);
    expect((await call(route, as('owner'), { id: '1 or 1=1' })).status).toBe(400);
  });

  test('with names of prototypes stays data', async () => {
    const route = defineRoute({ permission: 'account:write', body: rule, run: async () => 1 });
    const body = '{"rule":{"all":[]},"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    expect((await call(route, { ...as('owner'), method: 'POST', body })).status).toBe(400);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('output', () => {
  test('loses what was not declared', async () => {
    const route = defineRoute({
      permission: 'account:write',
      output: z.object({ name: z.string() }),
      status: 201,
      run: async () => ({ name: 'Ann', passwordHash: 'secret' }),
    });
    const answer = await call(route, as('owner'));
    expect([answer.status, answer.headers.get('cache-control'), await answer.json()]).toEqual([201, 'no-store', { name: 'Ann' }]);
  });

  test("never shows an unknown error's message", async () => {
    const fail = async () => {
      throw new Error('password=hunter2 at /srv/db.ts');
    };
    const route = defineRoute({ permission: 'account:write', run: fail });
    const answer = await call(route, as('owner'));
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('hunter2');
    const action = defineAction({ permission: 'account:write', input: z.unknown(), run: fail });
    const result = await action({});
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  test("tells the caller's own faults, with status and when to come back", async () => {
    const route = defineRoute({
      permission: 'account:write',
      run: async () => {
        throw new AppError('rate_limited', 'Slower, please.');
      },
    });
    const answer = await call(route, as('owner'));
    expect([answer.status, answer.headers.get('retry-after'), (await answer.json()).detail]).toEqual([429, '30', 'Slower, please.']);
  });
});
