import { hostname } from 'node:os';
import { sql } from '@/db/client';
import { isAlive } from '@/db/embedded/process-info';
import { log } from '@/lib/log';

const EVERY_MS = 15_000;

/** Heartbeats of processes of this machine that are gone: no need to wait until they count as silent. */
async function forgetDeadNeighbours(): Promise<void> {
  const rows = await sql()<{ id: string; pid: number }[]>`select id, pid from worker_heartbeats where host = ${hostname()}`;
  const dead = rows.filter(({ pid }) => pid !== process.pid && !isAlive(pid)).map(({ id }) => id);
  if (dead.length > 0) await sql()`delete from worker_heartbeats where id = any(${dead})`;
}

/** The runner keeps the jobs of a killed process locked for four hours: here they are given back at once, to be resumed. */
export async function releaseAbandonedJobs(own: ReadonlySet<string>): Promise<void> {
  await forgetDeadNeighbours();
  const lost = await sql()<{ worker: string }[]>`
    select distinct locked_by as worker from graphile_worker.jobs
    where locked_by is not null and locked_by <> all(${[...own]})
      and locked_by not in (
        select jsonb_array_elements_text(job_workers) from worker_heartbeats where seen_at > now() - interval '15 seconds')`;
  if (lost.length === 0) return;
  await sql()`select graphile_worker.force_unlock_workers(${lost.map((row) => row.worker)}::text[])`;
  log.warn({ workers: lost.length }, 'released the jobs of ended workers');
}

/**
 * Jobs that this process holds the lock of and is not at: when the database goes away in the moment a job ends, the runner does not write the end
 * down and never asks again.
 */
export async function releaseForgottenJobs(own: ReadonlySet<string>, running: ReadonlySet<string>): Promise<void> {
  const forgotten = await sql()`
    update graphile_worker._private_jobs set locked_at = null, locked_by = null
    where locked_by = any(${[...own]}) and id::text <> all(${[...running]}) and locked_at < now() - interval '10 seconds' returning 1`;
  if (forgotten.length === 0) return;
  await sql()`
    update graphile_worker._private_job_queues q set locked_at = null, locked_by = null
    where locked_by = any(${[...own]})
      and not exists (select from graphile_worker._private_jobs j where j.job_queue_id = q.id and j.locked_by is not null)`;
  log.warn({ jobs: forgotten.length }, 'released jobs whose end was not written down');
}

/** Gives back the jobs of dead workers, and those that this one has lost sight of, now and every quarter of a minute. */
export async function startReleasing(own: ReadonlySet<string>, running: ReadonlySet<string>): Promise<{ stop(): Promise<void> }> {
  const release = async () => {
    await releaseAbandonedJobs(own);
    await releaseForgottenJobs(own, running);
  };
  await release();
  const timer = setInterval(() => void release().catch((err: unknown) => log.warn({ err }, 'releasing jobs failed')), EVERY_MS);
  return { stop: async () => clearInterval(timer) };
}
