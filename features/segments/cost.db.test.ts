import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as segmentRoute from '@/app/api/v1/segments/[id]/route';
import * as previewRoute from '@/app/api/v1/segments/preview/route';
import * as segmentsRoute from '@/app/api/v1/segments/route';
import { systemScope } from '@/features/access/core/scope';
import { apiKey } from '@/tests/integration/api-key';
import { addEvent, person } from '@/tests/integration/person';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { failures } from './core/failures';
import { evaluateSegmentJob } from './jobs/evaluate-segment';
import { archiveSegment, restoreSegment } from './mutations/archive-segment';
import { createSegment } from './mutations/create-segment';
import { lockDefinitions } from './mutations/definition';
import { startEvaluation, stopEvaluation } from './mutations/stop-evaluation';
import { updateSegment } from './mutations/update-segment';
import type { RuleNode } from './schema';

// About what one cheap condition over the few rows of this test is estimated to take: settings are read once, so before all imports.
vi.hoisted(() => {
  process.env.SEGMENT_MAX_MINUTES = '0.0001';
});

let t: TestDb;
let key: string;

beforeAll(async () => {
  t = await testDb();
  key = await apiKey(t.sql, ['segments:read', 'segments:write']);
  for (let i = 0; i < 20; i++) {
    const id = await person(t.sql, { name: `Person ${i}`, traits: { country: 'DE' } });
    await addEvent(t.sql, id, {
      name: 'Order Completed',
      at: new Date(Date.now() - 86_400_000).toISOString(),
      properties: { sku: `s${i}` },
    });
  }
});
afterAll(() => t.close());

const cheap: RuleNode = { kind: 'trait', trait: 'country', op: 'eq', value: 'DE' };
const costly = (i: number) => ({
  kind: 'event',
  event: '*',
  op: 'gte',
  count: 1,
  where: [{ property: 'sku', op: 'contains', value: `s${i}` }],
});
const tooMuch = { all: [cheap, { any: Array.from({ length: 100 }, (_, i) => costly(i)) }] };

const send = (method: 'POST' | 'PATCH', path: string, body: unknown) =>
  new Request(`http://localhost:3000${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const params = (value: Record<string, string>) => ({ params: Promise.resolve(value) });

const refusal = {
  status: 400,
  code: 'invalid_input',
  key: 'segment.tooCostly',
  values: { minutes: expect.any(Number), limit: 0.1 },
  detail: expect.stringMatching(
    /estimated to take [\d.]+ minutes; at most 0.1 are allowed\. The costliest part is rule\.all\[1\], [\d.]+ minutes/,
  ),
  errors: [
    { path: 'rule', message: expect.stringContaining('narrow the time') },
    { path: 'rule.all[1]', message: expect.stringContaining('This part alone'), key: 'segment.costliest' },
  ],
};

describe('a rule that costs more than the limit', () => {
  it('is refused before it is saved, with the estimate and its costliest part', async () => {
    const answer = await segmentsRoute.POST(send('POST', '/api/v1/segments', { name: 'Costly', rule: tooMuch }), params({}));
    expect(await answer.json()).toMatchObject(refusal);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await t.sql`select 1 from segments where name = 'Costly'`).toHaveLength(0);
    expect(await t.sql`select 1 from graphile_worker.jobs where task_identifier = 'segments.evaluate'`).toHaveLength(0);
  });

  it('is not counted exactly either', async () => {
    const answer = await previewRoute.POST(send('POST', '/api/v1/segments/preview', { rule: tooMuch }), params({}));
    expect(await answer.json()).toMatchObject(refusal);
  });

  it('does not take the place of a rule that is not', async () => {
    const made = await segmentsRoute.POST(send('POST', '/api/v1/segments', { name: 'Cheap', rule: cheap }), params({}));
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    const counted = await previewRoute.POST(send('POST', '/api/v1/segments/preview', { rule: cheap }), params({}));
    expect(await counted.json()).toMatchObject({ count: 20, exact: true });
    const patched = await segmentRoute.PATCH(send('PATCH', `/api/v1/segments/${id}`, { version: 1, rule: tooMuch }), params({ id }));
    expect(await patched.json()).toMatchObject(refusal);
    const [row] = await t.sql`select version, rule from segments where id = ${id}`;
    expect(row).toEqual({ version: 1, rule: cheap });
  });
});

describe('a segment that is being built', () => {
  const create = async (name: string): Promise<string> => {
    const made = await segmentsRoute.POST(send('POST', '/api/v1/segments', { name, rule: cheap }), params({}));
    return ((await made.json()) as { id: string }).id;
  };
  const read = async (id: string) => {
    const request = new Request(`http://localhost:3000/api/v1/segments/${id}`, { headers: { authorization: `Bearer ${key}` } });
    return (await segmentRoute.GET(request, params({ id }))).json();
  };

  it('fails, and says so, when its statement takes longer than it may', async () => {
    const id = await create('Hanging');
    const other = await t.sql.reserve();
    try {
      await other`begin`;
      await other`lock table memberships in access exclusive mode`;
      await runJobs(t.url, [evaluateSegmentJob]);
    } finally {
      await other`rollback`;
      other.release();
    }
    expect(await read(id)).toMatchObject({ state: 'failed', error: failures['segment.failure.slow'], progress: null, size: 0 });
  });

  it('fails when its rule has become too costly since, and cannot be started again', async () => {
    const id = await create('Grown');
    await t.sql`update segments set rule = ${t.sql.json(tooMuch)}, version = version + 1 where id = ${id}`;
    await runJobs(t.url, [evaluateSegmentJob]);
    expect(await read(id)).toMatchObject({ state: 'failed', error: failures['segment.failure.costly'], size: 0 });
    await expect(t.sql.begin((tx) => startEvaluation(tx, systemScope('test'), id))).rejects.toMatchObject({ key: 'segment.tooCostly' });
  });
});

describe('while the planner thinks', () => {
  const scope = systemScope('test');
  const make = async () => (await t.sql.begin((tx) => createSegment(tx, scope, { name: `Segment ${randomUUID()}`, rule: cheap }))).id;
  const untilWaiting = async () => {
    const waits = () => t.sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await waits()).length === 0) await sleep(20);
  };

  it('others can save segments', async () => {
    const [changed, archived, stopped] = [await make(), await make(), await make()];
    await t.sql.begin((tx) => archiveSegment(tx, scope, archived));
    await t.sql.begin((tx) => stopEvaluation(tx, scope, stopped));
    const asking = [
      () => t.sql.begin((tx) => createSegment(tx, scope, { name: 'Slowly planned', rule: cheap })),
      () => t.sql.begin((tx) => updateSegment(tx, scope, { id: changed, version: 1, rule: { not: cheap } })),
      () => t.sql.begin((tx) => restoreSegment(tx, scope, archived)),
      () => t.sql.begin((tx) => startEvaluation(tx, scope, stopped)),
    ];
    for (const ask of asking) {
      const other = await t.sql.reserve();
      await other`begin`;
      await other`lock table profiles in access exclusive mode`;
      const asked = ask();
      try {
        await untilWaiting();
        await t.sql.begin(async (tx) => {
          await tx`set local lock_timeout = '2s'`;
          await lockDefinitions(tx);
        });
      } finally {
        await other`rollback`;
        other.release();
        await asked;
      }
    }
  });

  it('a part that it cannot plan in time is left out of the refusal', async () => {
    const folded = { kind: 'trait', trait: 'city', op: 'eq', value: 'Łódź', fold: true };
    // As if planning the last part by itself took very long: the planner works out what is known beforehand.
    await t.sql.unsafe(`
      create or replace function fold_text(value text) returns text language plpgsql immutable strict parallel safe as $$
      begin
        if current_query() like 'explain%' and current_query() not like '%from events%' then perform pg_sleep(60); end if;
        return lower(value);
      end $$`);
    const rule = { all: [...tooMuch.all, folded] };
    const answer = await segmentsRoute.POST(send('POST', '/api/v1/segments', { name: 'Hard to plan', rule }), params({}));
    expect(await answer.json()).toMatchObject(refusal);
  });
});
