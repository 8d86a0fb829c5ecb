import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as membershipRoute from '@/app/api/v1/profiles/[id]/segments/[segmentId]/route';
import * as archiveRoute from '@/app/api/v1/segments/[id]/archive/route';
import * as countRoute from '@/app/api/v1/segments/[id]/count/route';
import * as restoreRoute from '@/app/api/v1/segments/[id]/restore/route';
import * as segmentRoute from '@/app/api/v1/segments/[id]/route';
import * as versionRestoreRoute from '@/app/api/v1/segments/[id]/versions/[version]/restore/route';
import * as versionsRoute from '@/app/api/v1/segments/[id]/versions/route';
import * as overlapRoute from '@/app/api/v1/segments/overlap/route';
import * as segmentsRoute from '@/app/api/v1/segments/route';
import { apiGet, apiKey } from '@/tests/integration/api-key';
import { person } from '@/tests/integration/person';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { evaluateSegmentJob } from '../jobs/evaluate-segment';

let t: TestDb;
let key: string;
let reader: string;
let bound: string;
const people: string[] = [];
const country = (value: string) => ({ kind: 'trait', trait: 'country', op: 'eq', value });

beforeAll(async () => {
  t = await testDb();
  key = await apiKey(t.sql, ['segments:read', 'segments:write', 'profiles:read']);
  reader = await apiKey(t.sql, ['segments:read', 'profiles:read']);
  bound = await apiKey(t.sql, ['segments:read', 'profiles:read'], { purpose: 'marketing', channel: 'email' });
  for (const [name, at] of [
    ['Ann', 'DE'],
    ['Bob', 'FR'],
    ['Cem', 'DE'],
  ] as const)
    people.push(await person(t.sql, { name, traits: { country: at } }));
});
afterAll(() => t.close());

const sent = (method: string, body: unknown, as = key) =>
  new Request('http://localhost:3000/api/v1/segments', {
    method,
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const params = <P extends Record<string, string>>(value: P) => ({ params: Promise.resolve(value) });

async function answer(response: Response | Promise<Response>) {
  const it = await response;
  return { status: it.status, body: await it.json() };
}
const patch = (id: string, body: unknown, as = key) => answer(segmentRoute.PATCH(sent('PATCH', body, as), params({ id })));
const read = async (id: string) => (await answer(segmentRoute.GET(apiGet('/x', key), params({ id })))).body;
const versionsOf = async (id: string) => (await answer(versionsRoute.GET(apiGet('/x', key), params({ id })))).body.data;
const evaluate = () => runJobs(t.url, [evaluateSegmentJob]);

async function create(name: string, rule: unknown): Promise<string> {
  const { status, body } = await answer(segmentsRoute.POST(sent('POST', { name, rule })));
  expect(status, JSON.stringify(body)).toBe(201);
  await evaluate();
  return body.id;
}

describe('a segment over the API', () => {
  it('is changed with its version, keeps every version, and takes one back', async () => {
    const id = await create('Germans', country('DE'));
    expect(await patch(id, { version: 1, rule: country('FR'), note: 'the other ones' })).toMatchObject({
      status: 200,
      body: { version: 2, state: 'building', rule: country('FR') },
    });
    expect(await patch(id, { version: 1, name: 'Late' })).toMatchObject({ status: 409 });
    await evaluate();
    expect(await patch(id, { version: 2, name: 'The French' })).toMatchObject({
      status: 200,
      body: { name: 'The French', version: 3, state: 'live', size: 1 },
    });
    expect(await patch(id, { version: 3, name: 'The French' })).toMatchObject({ status: 200, body: { version: 3 } });
    expect(await versionsOf(id)).toMatchObject([
      { version: 3, name: 'The French', rule: country('FR'), note: '', restoredFrom: null },
      { version: 2, name: 'Germans', rule: country('FR'), note: 'the other ones', changedBy: 'test' },
      { version: 1, name: 'Germans', rule: country('DE') },
    ]);
    const restore = (version: string, body: unknown, as = key) =>
      answer(versionRestoreRoute.POST(sent('POST', body, as), params({ id, version })));
    expect(await restore('1', { version: 2 })).toMatchObject({ status: 409 });
    expect(await restore('7', { version: 3 })).toMatchObject({ status: 404 });
    expect(await restore('1', { version: 3 }, reader)).toMatchObject({ status: 403 });
    expect(await restore('1', { version: 3, note: 'back' })).toMatchObject({ status: 200, body: { version: 4, name: 'Germans' } });
    await evaluate();
    expect(await read(id)).toMatchObject({ size: 2, state: 'live', rule: country('DE') });
    expect((await versionsOf(id))[0]).toMatchObject({ version: 4, restoredFrom: 1, note: 'back' });
    const lines = await t.sql<{ action: string }[]>`select action from audit_log where subject_id = ${id} order by id`;
    expect(lines.map((line) => line.action)).toEqual(['segment.created', 'segment.changed', 'segment.changed', 'segment.version_restored']);
  });

  it('that is renamed while it is evaluated is evaluated to its end', async () => {
    const { body } = await answer(segmentsRoute.POST(sent('POST', { name: 'Building', rule: country('DE') })));
    expect(await patch(body.id, { version: 1, name: 'Built' })).toMatchObject({ body: { state: 'building', version: 2 } });
    await evaluate();
    expect(await read(body.id)).toMatchObject({ name: 'Built', state: 'live', size: 2 });
  });

  it('refuses a bad change with the path and a sentence', async () => {
    const id = await create('Refusing', country('DE'));
    for (const [wrong, path] of [
      [{ version: 1, rule: { all: [country('DE'), { kind: 'trait', trait: 'x', op: 'is' }] } }, 'rule.all[1].op'],
      [{ version: 0, name: 'x' }, 'version'],
      [{ version: 1, name: '' }, 'name'],
      [{ version: 1, nam: 'x' }, 'nam'],
      [{ version: 1, rule: { kind: 'segment', segmentId: id } }, 'rule.segmentId'],
    ] as const) {
      const { status, body } = await patch(id, wrong);
      expect([path, status]).toEqual([path, 400]);
      expect(
        body.errors.map((e: { path: string }) => e.path),
        JSON.stringify(body.errors),
      ).toContain(path);
      expect(body.errors[0].message.length).toBeGreaterThan(3);
    }
    expect((await read(id)).version).toBe(1);
    expect(await patch(id, { version: 1, name: 'x' }, reader)).toMatchObject({ status: 403 });
  });

  it('is archived and brought back, counted, and asked about one profile', async () => {
    const id = await create('Counted', country('DE'));
    const [ann = '', bob = ''] = people;
    const count = async (as: string) => (await answer(countRoute.GET(apiGet('/x', as), params({ id })))).body;
    expect(await count(key)).toMatchObject({ count: 2, withheld: 0, asOf: expect.any(String) });
    expect(await count(bound)).toMatchObject({ count: 2, withheld: 2 });
    const membership = (profileId: string, as = key) =>
      answer(membershipRoute.GET(apiGet('/x', as), params({ id: profileId, segmentId: id })));
    expect(await membership(ann)).toMatchObject({ status: 200, body: { member: true, enteredAt: expect.any(String) } });
    expect(await membership(bob)).toMatchObject({ status: 200, body: { member: false, enteredAt: null } });
    expect(await membership(ann, bound)).toMatchObject({ status: 404 });
    const archive = () => answer(archiveRoute.POST(sent('POST', undefined), params({ id })));
    const outer = await create('Names it', { kind: 'segment', segmentId: id });
    expect(await archive()).toMatchObject({ status: 409 });
    await answer(archiveRoute.POST(sent('POST', undefined), params({ id: outer })));
    expect(await archive()).toMatchObject({ status: 200, body: { status: 'archived' } });
    await evaluate();
    expect(await count(key)).toMatchObject({ count: 0 });
    expect(await patch(id, { version: 1, name: 'x' })).toMatchObject({ status: 409 });
    expect(await answer(restoreRoute.POST(sent('POST', undefined), params({ id })))).toMatchObject({ status: 200 });
    await evaluate();
    expect(await count(key)).toMatchObject({ count: 2 });
  });

  it('overlaps with others', async () => {
    const [a, b] = [await create('All', { any: [country('DE'), country('FR')] }), await create('Some', country('DE'))];
    const overlap = (ids: string, as = key) => answer(overlapRoute.GET(apiGet(`/api/v1/segments/overlap?ids=${ids}`, as)));
    expect(await overlap(`${a},${b}`)).toMatchObject({
      status: 200,
      body: {
        intersections: [
          { segmentIds: [a, b], count: 2 },
          { segmentIds: [a], count: 1 },
        ],
        rest: { intersections: 0, people: 0 },
      },
    });
    expect(await overlap(a, bound)).toMatchObject({ status: 403 });
    for (const wrong of ['', 'x', `${a},`, Array.from({ length: 51 }, () => a).join()])
      expect([wrong.slice(0, 20), (await overlap(wrong)).status]).toEqual([wrong.slice(0, 20), 400]);
  });
});
