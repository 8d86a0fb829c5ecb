import { runOnce } from 'graphile-worker';
import { connect } from '@/db/client';
import { driverUrl } from '@/db/driver-url';
import type { AnyJob } from '@/db/jobs';
import { taskList } from '@/worker/tasks';

const MOST_ROUNDS = 50;

/** Runs every waiting job of these (and what they enqueue) until none is left. Jobs of other names stay. */
export async function runJobs(url: string, jobs: readonly AnyJob[]): Promise<void> {
  const quiet = () => () => undefined;
  const { Logger } = await import('graphile-worker');
  const db = connect(url, { max: 1 });
  try {
    // One round may end before a queue is free for its next job: a finished job frees it in the background.
    for (let round = 0; round < MOST_ROUNDS; round++) {
      await runOnce({ connectionString: driverUrl(url), taskList: taskList(jobs), logger: new Logger(quiet), noHandleSignals: true });
      const names = Object.keys(taskList(jobs));
      const [waiting] = await db`
        select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = any(${names}::text[]) and j.is_available and j.run_at <= now() limit 1`;
      if (!waiting) return;
    }
  } finally {
    await db.end({ timeout: 5 });
  }
}
