import { sql } from '@/db/client';
import { findMentions } from '@/features/consent/suppression/data';
import { askErasedBy } from '@/features/ingest/data/erased';
import { catchUpErasures } from '@/features/privacy/erasure/mutations/replay-erasures';
import { log } from '@/lib/log';
import { startReleasing } from './abandoned-jobs';
import { startHeartbeat } from './heartbeat';
import { runnerWorkers, runningJobs, startJobRunner } from './job-runner';
import { removeLeftFiles } from './left-files';
import { jobs, loops } from './registry';

/** Starts everything that works in the background. Stopping lets each part finish what it has begun. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  askErasedBy(findMentions);
  await catchUpErasures();
  await removeLeftFiles().catch((err: unknown) => log.error({ err }, 'left files could not be removed'));
  const parts: { name: string; stop(): Promise<void> }[] = [];
  const start = async (name: string, part: () => { stop(): Promise<void> } | Promise<{ stop(): Promise<void> }>) => {
    const { stop } = await part();
    parts.push({ name, stop });
  };
  await start('jobs', () => startJobRunner(jobs));
  for (const loop of loops) await start(loop.name, () => loop.start());
  await start('heartbeat', startHeartbeat);
  await start('abandoned jobs', () => startReleasing(runnerWorkers, runningJobs));
  return {
    stop: async () => {
      await Promise.all(parts.map(({ name, stop }) => stop().catch((err: unknown) => log.error({ err, part: name }, 'stop failed'))));
      await sql().end({ timeout: 2 });
    },
  };
}
