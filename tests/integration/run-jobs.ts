import { runOnce } from 'graphile-worker';
import { driverUrl } from '@/db/driver-url';
import type { AnyJob } from '@/db/jobs';
import { taskList } from '@/worker/tasks';

/** Runs every waiting job of these (and what they enqueue) until none is left. Jobs of other names stay. */
export async function runJobs(url: string, jobs: readonly AnyJob[]): Promise<void> {
  const quiet = () => () => undefined;
  const { Logger } = await import('graphile-worker');
  await runOnce({ connectionString: driverUrl(url), taskList: taskList(jobs), logger: new Logger(quiet), noHandleSignals: true });
}
