import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiGet, apiKey } from '@/tests/integration/api-key';
import { addEvent, person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { GET as events } from './[id]/events/route';
import { GET as one } from './[id]/route';
import { GET as list } from './route';

let t: TestDb;
let key: string;
let ann: string;
let bob: string;
const merged = randomUUID();

beforeAll(async () => {
  t = await testDb();
  key = await apiKey(t.sql, ['profiles:read']);
  ann = await person(t.sql, {
    name: 'Ann Bauer',
    email: 'ann@example.com',
    phone: '+491701234711',
    loyalty_card: 'L-1',
    lastSeen: '2026-03-01',
  });
  bob = await person(t.sql, { name: 'Bob', email: 'bob@example.com', lastSeen: '2026-02-01' });
  await person(t.sql, { name: 'Cid', email: 'cid@example.com', lastSeen: '2026-01-01' });
  await t.sql`insert into profile_aliases (old_id, profile_id) values (${merged}, ${ann})`;
  await t.sql`
    insert into consent_states (profile_id, purpose, channel, state, since, ledger_id)
    values (${ann}, 'marketing', 'email', 'granted', now() - interval '1 day', ${randomUUID()})`;
  for (let day = 1; day <= 25; day += 1) {
    await addEvent(t.sql, ann, {
      name: day % 2 ? 'Order Completed' : '$page',
      at: `2026-02-${String(day).padStart(2, '0')}T10:00:00Z`,
      properties: { day },
    });
  }
});
afterAll(() => t.close());

const get = async (path: string, as = key) => {
  const answer = await list(apiGet(path, as));
  return { status: answer.status, body: (await answer.json()) as { data: { id: string; name: string }[]; nextCursor: string | null } };
};
const params = (id: string) => ({ params: Promise.resolve({ id }) });

describe('GET /api/v1/profiles', () => {
  it.each([
    'email:ann@example.com',
    'email: ANN@Example.com ',
    'phone:+49 (0)170 1234711',
    'phone:0170/123 47 11',
    'loyalty_card:L-1',
    'Loyalty Card:L-1',
  ])('finds one person by %s', async (identifier) => {
    const { body } = await get(`/api/v1/profiles?identifier=${encodeURIComponent(identifier)}`);
    expect(body.data.map((p) => p.id)).toEqual([ann]);
  });

  it('gives traits, identifiers and segments', async () => {
    const { body } = await get('/api/v1/profiles?identifier=email:bob@example.com');
    expect(body).toEqual({
      data: [
        expect.objectContaining({
          id: bob,
          traits: { name: 'Bob' },
          identifiers: [expect.objectContaining({ type: 'email', value: 'bob@example.com' })],
          segments: [],
          firstSeenAt: '2026-02-01T00:00:00.000Z',
          lastSeenAt: '2026-02-01T00:00:00.000Z',
        }),
      ],
      nextCursor: null,
    });
  });

  it('searches', async () => {
    expect((await get('/api/v1/profiles?q=bauer')).body.data.map((p) => p.name)).toEqual(['Ann Bauer']);
    expect((await get('/api/v1/profiles?q=nobodyhere')).body.data).toEqual([]);
    expect((await get('/api/v1/profiles?identifier=email:no@one.example')).body.data).toEqual([]);
  });

  it('pages through all by last contact', async () => {
    const first = await get('/api/v1/profiles?limit=2');
    expect(first.body.data.map((p) => p.name)).toEqual(['Ann Bauer', 'Bob']);
    const second = await get(`/api/v1/profiles?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body.data.map((p) => p.name)).toEqual(['Cid']);
    expect(second.body.nextCursor).toBeNull();
  });

  it.each([
    ['/api/v1/profiles?identifier=ann', 400],
    ['/api/v1/profiles?identifier=email:a@b.example&q=x', 400],
    ['/api/v1/profiles?cursor=nonsense', 400],
    ['/api/v1/profiles?limit=0', 400],
    ['/api/v1/profiles?unknown=1', 400],
  ])('%s answers %i', async (path, status) => expect((await get(path)).status).toBe(status));

  it('wants a key with the scope', async () => {
    expect((await get('/api/v1/profiles', 'tsk_wrong')).status).toBe(401);
    expect((await get('/api/v1/profiles', await apiKey(t.sql, ['segments:read']))).status).toBe(403);
  });

  it('shows a bound key only people who agreed', async () => {
    const bound = await apiKey(t.sql, ['profiles:read'], { purpose: 'marketing', channel: 'email' });
    expect((await get('/api/v1/profiles', bound)).body.data.map((p) => p.name)).toEqual(['Ann Bauer']);
    expect((await get('/api/v1/profiles?identifier=email:bob@example.com', bound)).body.data).toEqual([]);
    expect((await one(apiGet('/', bound), params(bob))).status).toBe(404);
    expect((await events(apiGet('/', bound), params(bob))).status).toBe(404);
    expect((await one(apiGet('/', bound), params(ann))).status).toBe(200);
  });
});

describe('GET /api/v1/profiles/{id}', () => {
  it('resolves a merged id', async () => {
    const answer = await one(apiGet('/', key), params(merged));
    expect(await answer.json()).toMatchObject({ id: ann, name: 'Ann Bauer' });
  });
  it('answers 404 and 400', async () => {
    expect((await one(apiGet('/', key), params(randomUUID()))).status).toBe(404);
    expect((await one(apiGet('/', key), params('x'))).status).toBe(400);
  });
});

describe('GET /api/v1/profiles/{id}/events', () => {
  it('pages from new to old without a gap, and filters', async () => {
    const days: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const answer = await events(apiGet(`/?limit=10${cursor && `&cursor=${cursor}`}`, key), params(merged));
      const body = (await answer.json()) as { data: { properties: { day: number } }[]; nextCursor: string | null };
      days.push(...body.data.map((e) => e.properties.day));
      cursor = body.nextCursor;
    }
    expect(days).toEqual(Array.from({ length: 25 }, (_, i) => 25 - i));
    const pages = await events(apiGet('/?name=$page', key), params(ann));
    expect(((await pages.json()) as { data: unknown[] }).data).toHaveLength(12);
    const none = await events(apiGet(`/?source=${randomUUID()}`, key), params(ann));
    expect(((await none.json()) as { data: unknown[] }).data).toEqual([]);
  });
});
