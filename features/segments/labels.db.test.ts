import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as segmentRoute from '@/app/api/v1/segments/[id]/route';
import * as segmentsRoute from '@/app/api/v1/segments/route';
import { systemScope } from '@/features/access/core/scope';
import { apiGet, apiKey } from '@/tests/integration/api-key';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { listLabels } from './data/list-segments';
import { labelSegments } from './mutations/label-segments';

type Shown = { id: string; name: string; labels: string[]; version: number };

let t: TestDb;
let key: string;
const scope = systemScope('test');
const rule = { kind: 'trait', trait: 'country', op: 'eq', value: 'GB' };

const send = async (route: (request: Request, context: never) => Promise<Response>, method: string, id: string, body: object) => {
  const request = new Request(`http://localhost/api/v1/segments/${id}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const response = await route(request, { params: Promise.resolve({ id }) } as never);
  return { status: response.status, body: (await response.json()) as Shown };
};
const create = (name: string, labels?: string[]) =>
  send(segmentsRoute.POST as never, 'POST', '', { name, rule, ...(labels ? { labels } : {}) });
const change = (id: string, body: object) => send(segmentRoute.PATCH as never, 'PATCH', id, body);

beforeAll(async () => {
  t = await testDb();
  key = await apiKey(t.sql, ['segments:read', 'segments:write']);
});
afterAll(() => t.close());

describe('labels', () => {
  let first: Shown;
  let second: Shown;

  it('are given when a segment is made: trimmed, each once, in order', async () => {
    const made = await create('Regulars', ['Retail', ' Newsletter ', 'Retail']);
    expect(made).toMatchObject({ status: 201, body: { labels: ['Newsletter', 'Retail'], version: 1 } });
    first = made.body;
    second = (await create('Lapsed')).body;
    expect(second.labels).toEqual([]);
  });

  it('filter the list, and are offered', async () => {
    const response = await segmentsRoute.GET(apiGet('/api/v1/segments?label=Retail', key), undefined as never);
    const { data } = (await response.json()) as { data: Shown[] };
    expect(data.map(({ name, labels }) => [name, labels])).toEqual([['Regulars', ['Newsletter', 'Retail']]]);
    expect(await listLabels(t.sql)).toEqual(['Newsletter', 'Retail']);
  });

  it('make no version and begin no evaluation, and are audited', async () => {
    await t.sql`update segments set state = 'live' where id = ${first.id}`;
    const changed = await change(first.id, { version: 1, labels: ['VIP'] });
    expect(changed).toMatchObject({ status: 200, body: { labels: ['VIP'], version: 1, state: 'live' } });
    const [entry] = await t.sql<{ details: object }[]>`
      select details from audit_log where action = 'segment.labelled' and subject_id = ${first.id} order by id desc limit 1`;
    expect(entry?.details).toEqual({ before: ['Newsletter', 'Retail'], labels: ['VIP'] });
    expect((await change(first.id, { version: 7, labels: [] })).status).toBe(409);
    expect((await change(first.id, { version: 1, labels: [''] })).status).toBe(400);
  });

  it('are added to several segments and taken away; who has them already stays as it is', async () => {
    const ids = [first.id, second.id];
    expect(await t.sql.begin((tx) => labelSegments(tx, scope, { ids, labels: ['VIP'], change: 'add' }))).toBe(1);
    expect(await t.sql.begin((tx) => labelSegments(tx, scope, { ids, labels: ['VIP', 'None'], change: 'remove' }))).toBe(2);
    const many = Array.from({ length: 10 }, (_, i) => `Label ${i}`);
    await t.sql.begin((tx) => labelSegments(tx, scope, { ids: [second.id], labels: many, change: 'add' }));
    const eleventh = t.sql.begin((tx) => labelSegments(tx, scope, { ids, labels: ['More'], change: 'add' }));
    await expect(eleventh).rejects.toMatchObject({ key: 'segment.labels' });
    const rows = await t.sql<{ labels: string[] }[]>`select labels from segments where id = ${first.id}`;
    expect(rows[0]?.labels).toEqual([]);
  });
});
