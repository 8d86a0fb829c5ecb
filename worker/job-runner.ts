import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker';
import { driverUrl } from '@/db/driver-url';
import type { AnyJob } from '@/db/jobs';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { counter } from '@/lib/metrics';
import { taskList } from './tasks';

/** The names under which this process locks jobs: told with its heartbeat, so that others know whose locks are alive. */
export const runnerWorkers = new Set<string>();

const finished = counter({ name: 'tessera_jobs_total', help: 'Jobs run, by name and outcome', labelNames: ['job', 'outcome'] });

// The runner's own messages quote payloads at debug level, and the messages of errors: only warnings and errors pass, failed jobs are
// logged below, and of other errors only what the log tells of errors.
const logger = new Logger(() => (level, message, meta) => {
  if ((level !== 'error' && level !== 'warning') || meta?.failure) return;
  const err = meta?.fatalError ?? meta?.error;
  log.warn(err ? { err } : { runner: message.slice(0, 500) }, 'job runner');
});

/** Runs waiting jobs, four at a time, and the scheduled ones in UTC. */
export async function startJobRunner(jobs: readonly AnyJob[]): Promise<{ stop(): Promise<void> }> {
  const url = env().DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set');
  // Not as crontab text, which has no dots in names.
  const parsedCronItems = parseCronItems(jobs.flatMap((job) => (job.cron ? [{ task: job.name, match: job.cron }] : [])));
  const events = new EventEmitter() as WorkerEvents;
  // The lock carries the pool's name, or its worker's, as the runner's version has it: both are ours while we live.
  events.on('pool:create', ({ workerPool }) => runnerWorkers.add(workerPool.id));
  events.on('worker:create', ({ worker }) => runnerWorkers.add(worker.workerId));
  events.on('worker:stop', ({ worker }) => runnerWorkers.delete(worker.workerId));
  const runner: Runner = await run({
    connectionString: driverUrl(url),
    taskList: taskList(jobs),
    concurrency: 4,
    maxPoolSize: 6,
    pollInterval: 1_000,
    noHandleSignals: true,
    parsedCronItems,
    events,
    logger,
  });
  runner.events.on('job:success', ({ job }) => finished.inc({ job: job.task_identifier, outcome: 'success' }));
  runner.events.on('job:error', ({ job, error }) => {
    finished.inc({ job: job.task_identifier, outcome: 'error' });
    log.error({ err: error, job: job.task_identifier, jobId: job.id, attempt: job.attempts }, 'job failed');
  });
  return { stop: async () => runner.stop() };
}
