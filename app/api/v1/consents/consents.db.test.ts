import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { may } from '@/features/consent/data/may';
import type { ProfileConsents } from '@/features/consent/schema';
import { apiGet, apiKey } from '@/tests/integration/api-key';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { GET } from '../profiles/[id]/consents/route';
import { POST } from './route';

let t: TestDb;
let key: string;
let ann: string;
beforeAll(async () => {
  t = await testDb();
  key = await apiKey(t.sql, ['consents:write', 'consents:read']);
  ann = await person(t.sql, { name: 'Ann', email: 'ann@example.com' });
});
afterAll(() => t.close());

const post = async (body: unknown, as = key) => {
  const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await POST(new Request('http://localhost:3000/api/v1/consents', { method: 'POST', headers, body: text }));
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
};
const read = async (id: string, query = '', as = key) => {
  const answer = await GET(apiGet(`/api/v1/profiles/${id}/consents${query}`, as), { params: Promise.resolve({ id }) });
  return { status: answer.status, body: (await answer.json()) as ProfileConsents };
};
const ok = { identifier: 'email:ann@example.com', purpose: 'marketing', channel: 'email', state: 'granted' };
const allowed = async (id: string, purpose = 'marketing', channel = 'email') =>
  (await may(t.sql, [id], purpose, channel, new Date(Date.now() + 1000))).has(id);

describe('POST /api/v1/consents', () => {
  it('takes any spelling, is effective when answered, and is read back with its history', async () => {
    const granted = await post({ ...ok, identifier: 'Email: ANN@Example.COM ', textVersion: 'v3', evidence: { form: 'footer' } });
    expect(granted).toMatchObject({ status: 200, body: { profileId: ann, consent: { state: 'granted', allowed: true, reason: null } } });
    expect(await allowed(ann)).toBe(true);
    const withdrawn = await post({ ...ok, identifier: undefined, profileId: ann, state: 'withdrawn' });
    expect(withdrawn).toMatchObject({ status: 200, body: { consent: { state: 'withdrawn', allowed: false, reason: 'withdrawn' } } });
    expect(await allowed(ann)).toBe(false);
    const { body } = await read(ann);
    expect(body.history.map((h) => [h.state, h.method, h.textVersion])).toEqual([
      ['withdrawn', 'api', null],
      ['granted', 'api', 'v3'],
    ]);
    expect(body.data.find((c) => c.purpose === 'service' && c.channel === 'sms')).toMatchObject({ state: 'unset', allowed: true });
    const first = (await read(ann, '?limit=1')).body;
    const second = (await read(ann, `?limit=1&cursor=${first.nextCursor}`)).body;
    expect([first.history[0]?.state, second.history[0]?.state, second.nextCursor]).toEqual(['withdrawn', 'granted', null]);
  });

  it('keeps all combinations of two purposes and two channels apart', async () => {
    const cells = [
      ['marketing', 'email'],
      ['marketing', 'sms'],
      ['service', 'email'],
      ['service', 'sms'],
    ] as const;
    for (let bits = 0; bits < 16; bits += 1) {
      const id = await person(t.sql, { email: `p${bits}@example.com` });
      for (const [i, [purpose, channel]] of cells.entries()) {
        const state = bits & (1 << i) ? 'granted' : 'denied';
        expect((await post({ profileId: id, purpose, channel, state })).status).toBe(200);
      }
      for (const [i, [purpose, channel]] of cells.entries()) expect(await allowed(id, purpose, channel)).toBe(Boolean(bits & (1 << i)));
    }
  });

  it('refuses an unknown identifier, unless it may make a profile', async () => {
    const unknown = { ...ok, identifier: 'email:nobody@example.com' };
    expect(await post(unknown)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const made = await post({ ...unknown, createProfile: true });
    expect(made.status).toBe(200);
    expect(await allowed(String(made.body.profileId))).toBe(true);
    expect((await post({ ...unknown, createProfile: true })).body.profileId).toBe(made.body.profileId);
    expect((await post({ ...ok, identifier: 'email:not an address', createProfile: true })).status).toBe(400);
  });

  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  it.each<[string, unknown]>([
    ['no state', { ...ok, state: undefined }],
    ['state null', { ...ok, state: null }],
    ['state of an unknown word', { ...ok, state: 'yes' }],
    ['state true', { ...ok, state: true }],
    ['state as a list', { ...ok, state: ['granted'] }],
    ['an empty list', []],
    ['a list of statements', [ok]],
    ['a text', '"granted"'],
    ['null', 'null'],
    ['no JSON', '{'],
    ['nested 1,000 deep', `{"state":${deep(1000)}}`],
    ['evidence nested 1,000 deep', JSON.stringify(ok).replace('}', `,"evidence":{"a":${deep(1000)}}}`)],
    ['evidence of the wrong type', { ...ok, evidence: 'form' }],
    ['an unknown purpose', { ...ok, purpose: 'marketting' }],
    ['a purpose called __proto__', { ...ok, purpose: '__proto__' }],
    ['an unknown channel', { ...ok, channel: 'fax' }],
    ['a date without a zone', { ...ok, occurredAt: '2026-01-01T00:00:00' }],
    ['a date that is none', { ...ok, expiresAt: 'tomorrow' }],
    ['an extra field', { ...ok, allowed: true }],
    ['both ways to name a person', { ...ok, profileId: '00000000-0000-0000-0000-000000000000' }],
    ['no person', { ...ok, identifier: undefined }],
  ])('refuses %s, and grants nothing', async (_, body) => {
    const id = await person(t.sql, { email: 'corpus@example.com' }).catch(() => undefined);
    const before = await t.sql`select count(*)::int as n from consent_ledger`;
    const { status } = await post(body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await t.sql`select count(*)::int as n from consent_ledger`).toEqual(before);
    if (id) expect(await allowed(id)).toBe(false);
  });

  it('refuses two megabytes before reading them as JSON', async () => {
    expect((await post({ ...ok, evidence: { a: 'x'.repeat(2_000_000) } })).status).toBe(413);
  });

  it('needs the scope', async () => {
    const reader = await apiKey(t.sql, ['consents:read']);
    expect((await post(ok, reader)).status).toBe(403);
    expect((await post(ok, 'tsk_none')).status).toBe(401);
  });
});

it('is not moved by traits that are named like consent', async () => {
  const id = await person(t.sql, { email: 'trait@example.com' });
  const traits = { consent: { marketing: { email: 'granted' } }, 'consent_states.marketing': true, marketing_email: 'granted', may: true };
  await t.sql`update profiles set traits = ${t.sql.json(traits)} where id = ${id}`;
  expect(await allowed(id)).toBe(false);
});
