import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker';
import { driverUrl } from '@/db/driver-url';
import type { AnyJob } from '@/db/jobs';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { counter } from '@/lib/metrics';
import { taskList } from './tasks';

/** The names under which this process locks jobs: told with its heartbeat, so that others know whose locks are alive. */
export const runnerWorkers = new Set<string>();

/** Jobs that this process is at: what it has locked besides, it has lost sight of. */
export const runningJobs = new Set<string>();

const finished = counter({ name: 'tessera_jobs_total', help: 'Jobs run, by name and outcome', labelNames: ['job', 'outcome'] });

// The runner's own messages quote payloads at debug level, and the messages of errors: only warnings and errors pass, failed jobs are
// logged below, and of other errors only what the log tells of errors.
const logger = new Logger(() => (level, message, meta) => {
  if ((level !== 'error' && level !== 'warning') || meta?.failure) return;
  const err = meta?.fatalError ?? meta?.error;
  log.warn(err ? { err } : { runner: message.slice(0, 500) }, 'job runner');
});

/** How long jobs under way may take to end before their locks are given up. */
const ENDING_MS = 60_000;
const AGAIN_MS = 1_000;

/**
 * Runs waiting jobs, four at a time, and the scheduled ones in UTC. The runner gives up for good when it cannot write down how a job ended,
 * as when the database goes away at that moment, and the job would stay locked by a process that lives: so another one takes its place.
 */
export async function startJobRunner(jobs: readonly AnyJob[]): Promise<{ stop(): Promise<void> }> {
  let stopping = false;
  let current: Opened = await openRunner(jobs, replace);
  let replacing: Promise<void> | undefined;

  function replace(): void {
    if (stopping || replacing) return;
    replacing = (async () => {
      log.warn('the job runner gave up; another one is started');
      await close(current);
      while (!stopping) {
        try {
          current = await openRunner(jobs, replace);
          return;
        } catch (err) {
          log.warn({ err }, 'the job runner could not be started');
          await sleep(AGAIN_MS);
        }
      }
    })().finally(() => {
      replacing = undefined;
    });
  }

  return {
    stop: async () => {
      stopping = true;
      await replacing;
      await close(current);
    },
  };
}

type Opened = { runner: Runner; names: Set<string> };

async function close({ runner, names }: Opened): Promise<void> {
  await Promise.race([runner.stop().catch(() => undefined), sleep(ENDING_MS, undefined, { ref: false })]);
  for (const name of names) runnerWorkers.delete(name);
}

async function openRunner(jobs: readonly AnyJob[], onEnd: () => void): Promise<Opened> {
  const url = env().DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set');
  // Not as crontab text, which has no dots in names.
  const parsedCronItems = parseCronItems(jobs.flatMap((job) => (job.cron ? [{ task: job.name, match: job.cron }] : [])));
  const events = new EventEmitter() as WorkerEvents;
  const names = new Set<string>();
  const add = (name: string) => {
    names.add(name);
    runnerWorkers.add(name);
  };
  // The lock carries the pool's name, or its worker's, as the runner's version has it: both are ours while we live.
  events.on('pool:create', ({ workerPool }) => add(workerPool.id));
  events.on('worker:create', ({ worker }) => add(worker.workerId));
  events.on('worker:fatalError', onEnd);
  events.on('job:start', ({ job }) => runningJobs.add(String(job.id)));
  events.on('job:complete', ({ job }) => runningJobs.delete(String(job.id)));
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
  runner.promise.then(onEnd, onEnd);
  runner.events.on('job:success', ({ job }) => finished.inc({ job: job.task_identifier, outcome: 'success' }));
  runner.events.on('job:error', ({ job, error }) => {
    finished.inc({ job: job.task_identifier, outcome: 'error' });
    log.error({ err: error, job: job.task_identifier, jobId: job.id, attempt: job.attempts }, 'job failed');
  });
  return { runner, names };
}
