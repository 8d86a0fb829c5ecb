import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiGet, apiKey } from '@/tests/integration/api-key';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { GET as getOne } from './[id]/route';
import { GET, POST } from './route';

let t: TestDb;
let key: string;
let reader: string;
beforeAll(async () => {
  t = await testDb();
  key = await apiKey(t.sql, ['requests:write', 'requests:read']);
  reader = await apiKey(t.sql, ['requests:read']);
});
afterAll(() => t.close());

const post = async (body: unknown, as = key) => {
  const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json' };
  const answer = await POST(
    new Request('http://localhost:3000/api/v1/subject-requests', { method: 'POST', headers, body: JSON.stringify(body) }),
  );
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const ok = { type: 'erasure', identifiers: [{ value: 'zoe@example.com' }], contact: 'Zoe@Example.com', name: 'Zoë', message: 'Erase me' };

describe('POST /api/v1/subject-requests', () => {
  it('registers, and answers and lists nothing about the person', async () => {
    const made = await post({ ...ok, receivedAt: '2026-08-31T10:00:00+02:00' });
    expect(made).toMatchObject({
      status: 201,
      body: {
        type: 'erasure',
        state: 'received',
        origin: 'api',
        receivedAt: '2026-08-31T08:00:00.000Z',
        dueAt: '2026-09-30T23:59:59.000Z',
      },
    });
    const id = String(made.body.id);
    const one = await getOne(apiGet(`/api/v1/subject-requests/${id}`, reader), { params: Promise.resolve({ id }) });
    expect(await one.json()).toEqual(made.body);
    const list = await GET(apiGet('/api/v1/subject-requests?type=erasure', reader));
    const text = await list.text();
    expect(JSON.parse(text).data).toEqual([made.body]);
    expect(text + JSON.stringify(made.body)).not.toMatch(/zo[eë]|Erase me/i);
    const [row] = await t.sql<
      { contact: string; registered: string | null }[]
    >`select contact, registered_by as registered from subject_requests where id = ${id}`;
    expect(row).toEqual({ contact: 'zoe@example.com', registered: null });
  });

  it.each([
    ['an unknown type', { ...ok, type: 'deletion' }],
    ['no identifier', { ...ok, identifiers: [] }],
    ['an empty identifier', { ...ok, identifiers: [{ value: ' ' }] }],
    ['an unknown field', { ...ok, state: 'approved' }],
    ['a bad address', { ...ok, contact: 'a@x.com, b@y.com' }],
    ['a receipt in the future', { ...ok, receivedAt: new Date(Date.now() + 3_600_000).toISOString() }],
    ['a receipt years ago', { ...ok, receivedAt: '2020-01-01T00:00:00Z' }],
  ])('refuses %s', async (_what, body) => {
    expect((await post(body)).status).toBe(400);
  });

  it('needs its scope', async () => {
    expect((await post(ok, reader)).status).toBe(403);
    expect((await post(ok, 'tsk_none')).status).toBe(401);
    const none = await getOne(apiGet('/api/v1/subject-requests/aaaaaaaa-1111-4111-8111-111111111111', key), {
      params: Promise.resolve({ id: 'aaaaaaaa-1111-4111-8111-111111111111' }),
    });
    expect(none.status).toBe(404);
  });
});
