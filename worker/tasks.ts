import type { JobHelpers, TaskList } from 'graphile-worker';
import { sql } from '@/db/client';
import { factJob } from '@/db/facts';
import { type AnyJob, enqueue, type JobContext } from '@/db/jobs';
import { type Topic, topics } from '@/lib/topics';

const contextOf = ({ job, abortSignal }: JobHelpers): JobContext => ({
  jobId: String(job.id),
  attempt: job.attempts,
  isLastAttempt: job.attempts >= job.max_attempts,
  signal: abortSignal ?? new AbortController().signal,
});

/** Hands a fact to its subscribers: one job each, all enqueued or none, so that one subscriber's failure is its own. */
const fanOut = (jobs: readonly AnyJob[]) => async (fact: unknown) => {
  await sql().begin(async (tx) => {
    for (const job of jobs) await enqueue(tx, job.name, fact);
  });
};

/** The runner adds `_cron` to the payload of a scheduled job, which strict schemas would refuse. */
function withoutSchedule(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('_cron' in payload)) return payload;
  const { _cron, ...own } = payload;
  return own;
}

/**
 * Every job and every topic's hand-over, in the runner's form.
 * @throws Error when two jobs have one name.
 */
export function taskList(jobs: readonly AnyJob[]): TaskList {
  const tasks: TaskList = {};
  for (const job of jobs) {
    if (tasks[job.name]) throw new Error(`Two jobs are called ${job.name}`);
    tasks[job.name] = async (payload, helpers) => job.run(withoutSchedule(payload), contextOf(helpers));
  }
  for (const topic of Object.keys(topics) as Topic[]) {
    tasks[factJob(topic)] = fanOut(jobs.filter((job) => job.on === topic));
  }
  return tasks;
}
