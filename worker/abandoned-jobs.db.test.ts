import { hostname } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { enqueue } from '@/db/jobs';
import { newId } from '@/lib/ids';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { releaseAbandonedJobs } from './abandoned-jobs';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(async () => t.close());

const lockAs = async (name: string, worker: string) => {
  await enqueue(t.sql, name, {});
  await t.sql`update graphile_worker._private_jobs j set locked_by = ${worker}, locked_at = now()
    from graphile_worker._private_tasks k where k.id = j.task_id and k.identifier = ${name}`;
};
const locked = async () =>
  (await t.sql`select locked_by from graphile_worker.jobs where locked_by is not null order by 1`).map((row) => row.locked_by);
const heartbeat = (pid: number, host: string, workers: string[]) =>
  t.sql`insert into worker_heartbeats (id, pid, host, job_workers) values (${newId()}, ${pid}, ${host}, ${t.sql.json(workers)})`;

it('gives back jobs of dead processes only', async () => {
  await heartbeat(process.pid, hostname(), ['worker-own']);
  await heartbeat(1, 'another-machine', ['worker-elsewhere']);
  await heartbeat(2 ** 22 + 1, hostname(), ['worker-dead']);
  for (const worker of ['worker-own', 'worker-elsewhere', 'worker-dead', 'worker-forgotten']) await lockAs(`test.${worker}`, worker);
  await releaseAbandonedJobs(new Set(['worker-own']));
  expect(await locked()).toEqual(['worker-elsewhere', 'worker-own']);
});
