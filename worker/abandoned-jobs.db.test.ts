import { EventEmitter, once } from 'node:events';
import { hostname } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { defineJob, enqueue } from '@/db/jobs';
import { newId } from '@/lib/ids';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { releaseAbandonedJobs, releaseForgottenJobs } from './abandoned-jobs';
import { runnerWorkers, startJobRunner } from './job-runner';

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

it('gives back what this process has locked and is not at', async () => {
  await lockAs('test.lost', 'worker-mine');
  await lockAs('test.at-work', 'worker-mine');
  await t.sql`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute' where locked_by = 'worker-mine'`;
  const [job] = await t.sql<{ id: string }[]>`select id::text as id from graphile_worker.jobs where task_identifier = 'test.at-work'`;
  await releaseForgottenJobs(new Set(['worker-mine']), new Set([job?.id ?? '']));
  const rows = await t.sql`select task_identifier from graphile_worker.jobs where locked_by = 'worker-mine'`;
  expect(rows.map((row) => row.task_identifier)).toEqual(['test.at-work']);
});

it('leaves the long jobs of this very process alone', async () => {
  const gate = new EventEmitter();
  let runs = 0;
  const long = defineJob({
    name: 'test.long',
    payload: z.strictObject({}),
    handle: async () => {
      runs += 1;
      gate.emit('begun');
      await once(gate, 'release');
    },
  });
  const begun = once(gate, 'begun');
  const runner = await startJobRunner([long]);
  await enqueue(t.sql, 'test.long', {});
  await begun;
  await releaseAbandonedJobs(runnerWorkers);
  expect((await locked()).filter((name) => runnerWorkers.has(String(name)))).toHaveLength(1);
  gate.emit('release');
  await runner.stop();
  expect(runs).toBe(1);
  // The runner's driver closes its connections a moment later; the database is dropped at the end.
  const others = () => t.sql`select from pg_stat_activity where datname = current_database() and application_name <> 'tessera'`;
  while ((await others()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
});
