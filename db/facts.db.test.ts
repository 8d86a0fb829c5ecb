import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '@/lib/ids';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { publish } from './facts';
import { defineJob, defineSubscriber, enqueue } from './jobs';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(async () => t.close());

const waiting = async () => Number((await t.sql`select count(*) from graphile_worker.jobs`)[0]?.count);

describe('jobs', () => {
  it('run once with their payload, only when the transaction commits', async () => {
    const seen: number[] = [];
    const job = defineJob({ name: 'test.add', payload: z.object({ n: z.number() }), handle: async ({ n }) => void seen.push(n) });
    await t.sql.begin(async (tx) => enqueue(tx, job, { n: 1 }));
    await t.sql
      .begin(async (tx) => {
        await enqueue(tx, job, { n: 2 });
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await runJobs(t.url, [job]);
    expect(seen).toEqual([1]);
    expect(await waiting()).toBe(0);
  });

  it('are refused with a payload that does not fit', async () => {
    const job = defineJob({ name: 'test.strict', payload: z.object({ n: z.number() }), handle: async () => undefined });
    await expect(enqueue(t.sql, job, { n: 'x' as unknown as number })).rejects.toThrow();
  });
});

describe('facts', () => {
  it('reach every subscriber of the topic and no other', async () => {
    const seen: string[] = [];
    const on = (name: string, topic: 'profiles.changed' | 'consent.changed') =>
      defineSubscriber({ name, on: topic, handle: async (fact) => void seen.push(`${name}:${fact.profileIds.length}`) });
    await publish(t.sql, 'profiles.changed', { profileIds: [newId()], dependencies: ['trait:country'], cause: 'edit' });
    await runJobs(t.url, [on('test.a', 'profiles.changed'), on('test.b', 'profiles.changed'), on('test.c', 'consent.changed')]);
    expect(seen.sort()).toEqual(['test.a:1', 'test.b:1']);
  });
});
