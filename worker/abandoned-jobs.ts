import { hostname } from 'node:os';
import { sql } from '@/db/client';
import { isAlive } from '@/db/embedded/process-info';
import { log } from '@/lib/log';

const EVERY_MS = 30_000;

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

/** Gives back the jobs of dead workers now and every half minute. */
export async function startReleasing(own: ReadonlySet<string>): Promise<{ stop(): Promise<void> }> {
  await releaseAbandonedJobs(own);
  const timer = setInterval(
    () => void releaseAbandonedJobs(own).catch((err: unknown) => log.warn({ err }, 'releasing jobs failed')),
    EVERY_MS,
  );
  return { stop: async () => clearInterval(timer) };
}
