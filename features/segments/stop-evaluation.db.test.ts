import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReservedSql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import * as evaluateRoute from '@/app/api/v1/segments/[id]/evaluate/route';
import * as stopRoute from '@/app/api/v1/segments/[id]/stop/route';
import { connect, sql } from '@/db/client';
import { systemScope } from '@/features/access/core/scope';
import { apiKey } from '@/tests/integration/api-key';
import { person } from '@/tests/integration/person';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { failures } from './core/failures';
import { evaluateSegmentJob } from './jobs/evaluate-segment';
import { evaluateFully } from './jobs/full-evaluation';
import { segmentUpkeepJob } from './jobs/upkeep';
import { createSegment } from './mutations/create-segment';
import { settleReferences } from './mutations/settle-references';
import { startEvaluation, stopEvaluation } from './mutations/stop-evaluation';
import { touchProfiles } from './mutations/touch-profiles';
import { updateSegment } from './mutations/update-segment';
import type { RuleNode } from './schema';

/** More than are written in one transaction. */
const MANY = 2_300;

let t: TestDb;
let key: string;
const scope = systemScope('test');
const country = (value: string): RuleNode => ({ kind: 'trait', trait: 'country', op: 'eq', value });

beforeAll(async () => {
  t = await testDb();
  key = await apiKey(t.sql, ['segments:read', 'segments:write']);
  await t.sql`insert into profiles (id, traits) select gen_random_uuid(), '{"country":"DE"}' from generate_series(1, ${MANY})`;
  await person(t.sql, { name: 'Fred', traits: { country: 'FR' } });
});
afterAll(() => t.close());

const create = async (rule: RuleNode): Promise<string> =>
  (await t.sql.begin((tx) => createSegment(tx, scope, { name: `Segment ${randomUUID()}`, rule }))).id;
const evaluateWaiting = () => runJobs(t.url, [evaluateSegmentJob]);
const stop = (id: string) => t.sql.begin((tx) => stopEvaluation(tx, scope, id));
const start = (id: string) => t.sql.begin((tx) => startEvaluation(tx, scope, id));

async function now(id: string) {
  const [row] = await t.sql`
    select state, error, progress, size::int, (select count(*)::int from memberships where segment_id = s.id) as members from segments s where id = ${id}`;
  return row;
}

/** Runs something while nobody can read memberships, so that a full evaluation hangs in its one large statement. */
async function whileHanging(run: () => Promise<void>): Promise<void> {
  const other = await t.sql.reserve();
  try {
    await other`begin`;
    await other`lock table memberships in access exclusive mode`;
    await run();
  } finally {
    await other`rollback`;
    other.release();
  }
}

async function untilHanging(): Promise<void> {
  for (;;) {
    const rows = await t.sql`
      select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into candidates%'`;
    if (rows.length > 0) return;
    await sleep(20);
  }
}

describe('the first evaluation of a segment', () => {
  it('ends in the middle of its statement when it is stopped, and begins again when asked', async () => {
    const id = await create(country('DE'));
    await whileHanging(async () => {
      const evaluating = evaluateFully(id);
      await untilHanging();
      await stop(id);
      expect(await evaluating).toBe('superseded');
    });
    expect(await now(id)).toEqual({ state: 'stopped', error: null, progress: null, size: 0, members: 0 });
    await evaluateWaiting();
    expect(await now(id)).toMatchObject({ state: 'stopped', members: 0 });
    await start(id);
    expect(await now(id)).toMatchObject({ state: 'building', progress: 0 });
    await evaluateWaiting();
    expect(await now(id)).toEqual({ state: 'live', error: null, progress: null, size: MANY, members: MANY });
    const audited = await t.sql`select action from audit_log where subject_id = ${id} order by id`;
    expect(audited.map((line) => line.action)).toEqual(['segment.created', 'segment.evaluation_stopped', 'segment.evaluation_started']);
  });

  it('ends likewise when everything else is so busy that no connection of the pool is free', async () => {
    const id = await create(country('DE'));
    const other = connect(t.url, { max: 2 });
    const busy: ReservedSql[] = [];
    try {
      await whileHanging(async () => {
        const evaluating = evaluateFully(id);
        await untilHanging();
        for (let n = 1; n < sql().options.max; n++) busy.push(await sql().reserve());
        await other.begin((tx) => stopEvaluation(tx, scope, id));
        expect(await evaluating).toBe('superseded');
      });
    } finally {
      for (const one of busy) one.release();
      await other.end({ timeout: 5 });
    }
  });

  it('leaves nobody in the segment when it is stopped after some have entered', async () => {
    const id = await create(country('DE'));
    const stopped: Promise<unknown>[] = [];
    await evaluateFully(id, {
      onChunk: async () => {
        // Waits for this very transaction, and comes before or within the next.
        if (stopped.length === 0) stopped.push(stop(id));
      },
    });
    await Promise.all(stopped);
    expect((await now(id))?.members).toBeGreaterThan(0);
    await evaluateWaiting();
    expect(await now(id)).toEqual({ state: 'stopped', error: null, progress: null, size: 0, members: 0 });
    const [log] = await t.sql`
      select count(*) filter (where change = 'enter')::int - count(*) filter (where change = 'leave')::int as balance
      from membership_changes where segment_id = ${id}`;
    expect(log).toEqual({ balance: 0 });
  });
});

describe('the evaluation of a changed rule', () => {
  it('leaves the segment with the members it had, standing still, when it is stopped', async () => {
    const id = await create(country('FR'));
    await evaluateWaiting();
    expect(await now(id)).toMatchObject({ state: 'live', members: 1 });
    await t.sql.begin((tx) => updateSegment(tx, scope, { id, version: 1, rule: country('IT') }));
    await stop(id);
    await evaluateWaiting();
    expect(await now(id)).toEqual({ state: 'stopped', error: null, progress: null, size: 1, members: 1 });
    const italian = await person(t.sql, { name: 'Ida', traits: { country: 'IT' } });
    await touchProfiles(t.sql, { profileIds: [italian], dependencies: new Set(['trait:country']), cause: 'edit' });
    expect(await now(id)).toMatchObject({ state: 'stopped', members: 1 });
    await start(id);
    await evaluateWaiting();
    expect(await now(id)).toMatchObject({ state: 'live', members: 1 });
    expect(await t.sql`select profile_id from memberships where segment_id = ${id}`).toEqual([{ profile_id: italian }]);
  });

  it('does not begin again by itself when a segment that it names changes', async () => {
    const named = await create(country('FR'));
    const naming = await create({ kind: 'segment', segmentId: named });
    await stop(naming);
    await evaluateWaiting();
    await t.sql.begin((tx) => updateSegment(tx, scope, { id: named, version: 1, rule: country('IT') }));
    await evaluateWaiting();
    expect(await now(named)).toMatchObject({ state: 'live' });
    expect(await now(naming)).toMatchObject({ state: 'stopped', members: 0 });
  });
});

describe('an evaluation that is cut short', () => {
  const run = (segmentId: string, { isLastAttempt = false, signal = new AbortController().signal } = {}) =>
    evaluateSegmentJob.run({ segmentId }, { jobId: '1', attempt: 1, isLastAttempt, signal });
  const cancelHanging = () => t.sql`
    select pg_cancel_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into candidates%'`;
  const hanging = (id: string, options?: { isLastAttempt: boolean }) =>
    whileHanging(async () => {
      const evaluating = run(id, options).catch((error: unknown) => error);
      await untilHanging();
      await cancelHanging();
      expect(await evaluating).toMatchObject({ code: '57014' });
    });

  it('by an operator who cancels its statement is tried again, and a live segment goes on following events', async () => {
    const id = await create(country('ES'));
    await hanging(id);
    expect(await now(id)).toMatchObject({ state: 'building', error: failures['segment.failure.again'] });
    await evaluateWaiting();
    await hanging(id);
    expect(await now(id)).toMatchObject({ state: 'live', error: null });
    const spanish = await person(t.sql, { name: 'Inés', traits: { country: 'ES' } });
    await touchProfiles(t.sql, { profileIds: [spanish], dependencies: new Set(['trait:country']), cause: 'edit' });
    expect(await now(id)).toMatchObject({ state: 'live', members: 1 });
    await hanging(id, { isLastAttempt: true });
    expect(await now(id)).toMatchObject({ state: 'failed', error: failures['segment.failure.lasting'], members: 1 });
  });

  it('by a fault of looking at its cost says so, and fails with the last attempt', async () => {
    const id = await create(country('ES'));
    // Whatever goes wrong there but a refusal.
    await t.sql`alter table daily_aggregates rename to hidden_aggregates`;
    try {
      await expect(run(id)).rejects.toMatchObject({ code: '42P01' });
      expect(await now(id)).toMatchObject({ state: 'building', error: failures['segment.failure.again'] });
      await expect(run(id, { isLastAttempt: true })).rejects.toMatchObject({ code: '42P01' });
    } finally {
      await t.sql`alter table hidden_aggregates rename to daily_aggregates`;
    }
    expect(await now(id)).toMatchObject({ state: 'failed', error: failures['segment.failure.lasting'] });
  });

  it('by a worker that stops in the last attempt begins anew', async () => {
    const id = await create(country('FR'));
    await t.sql`delete from graphile_worker._private_jobs`;
    await whileHanging(async () => {
      const stopping = new AbortController();
      const evaluating = run(id, { isLastAttempt: true, signal: stopping.signal });
      await untilHanging();
      stopping.abort();
      await evaluating;
    });
    expect(await now(id)).toMatchObject({ state: 'building' });
    await evaluateWaiting();
    expect(await now(id)).toMatchObject({ state: 'live' });
  });

  it('so often that its job is spent, or is gone, begins anew with the next upkeep', async () => {
    const [spent, gone, waiting] = [await create(country('FR')), await create(country('FR')), await create(country('FR'))];
    await t.sql`update graphile_worker._private_jobs set attempts = max_attempts where key = ${`segments.evaluate:${spent}`}`;
    await t.sql`delete from graphile_worker._private_jobs where key = ${`segments.evaluate:${gone}`}`;
    await t.sql`update graphile_worker._private_jobs set attempts = 3 where key = ${`segments.evaluate:${waiting}`}`;
    await segmentUpkeepJob.run({}, { jobId: '1', attempt: 1, isLastAttempt: false, signal: new AbortController().signal });
    expect(await t.sql`select attempts from graphile_worker.jobs where key = ${`segments.evaluate:${waiting}`}`).toEqual([{ attempts: 3 }]);
    await evaluateWaiting();
    for (const id of [spent, gone, waiting]) expect(await now(id)).toMatchObject({ state: 'live' });
  });

  it('because what its rule asks for was archived leaves nobody in a segment that was never whole, and comes back with it', async () => {
    await t.sql`insert into purposes (key, name, lawful_basis, mode) values ('offers', 'Offers', 'consent', 'opt_in')`;
    await t.sql`insert into channels (key, name) values ('pigeon', 'Pigeon')`;
    const id = await create({ any: [country('DE'), { kind: 'consent', purpose: 'offers', channel: 'pigeon', op: 'granted' }] });
    let chunks = 0;
    await evaluateFully(id, {
      onChunk: async (tx) => {
        chunks += 1;
        if (chunks === 1) await tx`update purposes set archived = true where key = 'offers'`;
      },
    });
    expect(await now(id)).toMatchObject({ state: 'invalid' });
    expect((await now(id))?.members).toBeGreaterThan(0);
    await evaluateWaiting();
    expect(await now(id)).toMatchObject({ state: 'invalid', size: 0, members: 0 });
    await t.sql`update purposes set archived = false where key = 'offers'`;
    await t.sql.begin(settleReferences);
    await evaluateWaiting();
    expect(await now(id)).toMatchObject({ state: 'live', members: MANY });
  });
});

describe('by the API', () => {
  const ask = (route: typeof stopRoute, id: string) =>
    route.POST(
      new Request(`http://localhost:3000/api/v1/segments/${id}/x`, { method: 'POST', headers: { authorization: `Bearer ${key}` } }),
      {
        params: Promise.resolve({ id }),
      },
    );

  it('an evaluation is stopped and started, each only where that means something', async () => {
    const id = await create(country('FR'));
    expect(await (await ask(evaluateRoute, id)).json()).toMatchObject({ status: 409, key: 'segment.notStopped' });
    expect(await (await ask(stopRoute, id)).json()).toMatchObject({ id, state: 'stopped', progress: null });
    expect(await (await ask(stopRoute, id)).json()).toMatchObject({ status: 409, key: 'segment.notBuilding' });
    expect(await (await ask(evaluateRoute, id)).json()).toMatchObject({ id, state: 'building', version: 2 });
    await evaluateWaiting();
    expect(await now(id)).toMatchObject({ state: 'live' });
  });
});
