import { hostname } from 'node:os';
import { sql } from '@/db/client';
import { newId } from '@/lib/ids';
import { log } from '@/lib/log';
import { metricsRegistry } from '@/lib/metrics';
import { runnerWorkers } from './job-runner';

const EVERY_MS = 2_000;

async function beat(id: string): Promise<void> {
  const metrics = await metricsRegistry().getMetricsAsJSON();
  await sql()`
    insert into worker_heartbeats (id, pid, host, job_workers, metrics)
    values (${id}, ${process.pid}, ${hostname()}, ${sql().json([...runnerWorkers])}, ${sql().json(metrics as never)})
    on conflict (id) do update set seen_at = now(), job_workers = excluded.job_workers, metrics = excluded.metrics`;
}

/** Tells that this worker lives, every two seconds, with its metrics; forgets workers that have been silent for a day. */
export async function startHeartbeat(): Promise<{ stop(): Promise<void> }> {
  const id = newId();
  await sql()`delete from worker_heartbeats where seen_at < now() - interval '1 day'`;
  await beat(id);
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    beating = beat(id).catch((err: unknown) => log.warn({ err }, 'heartbeat failed'));
  }, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await beating;
      await sql()`delete from worker_heartbeats where id = ${id}`.catch(() => undefined);
    },
  };
}
