import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { systemScope } from '@/features/access/core/scope';
import { readCompanySettings } from '@/features/access/data/company';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { nextRun, type Schedule } from '@/lib/schedule';
import { startRun } from './mutations/runs';

/**
 * Starts what is due. A due time is taken by one worker, and moved on in the transaction that starts the run: nothing runs twice, and
 * times missed while nothing worked are made up for once.
 */
export const scheduleSourcesJob = defineJob({
  name: 'sources.schedule',
  payload: z.strictObject({}),
  cron: '* * * * *',
  handle: async (_, { signal }) => {
    const { timeZone } = await readCompanySettings();
    while (!signal.aborted && (await startNext(timeZone)));
  },
});

async function startNext(timeZone: string): Promise<boolean> {
  return sql().begin(async (tx) => {
    const [due] = await tx<{ sourceId: string; schedule: Schedule }[]>`
      select c.source_id as "sourceId", c.schedule from source_connections c join sources s on s.id = c.source_id
      where c.next_run_at <= now() and c.schedule is not null and c.paused is null and s.status = 'enabled'
      order by c.next_run_at limit 1 for update of c skip locked`;
    if (!due) return false;
    await tx`update source_connections set next_run_at = ${nextRun(due.schedule, new Date(), timeZone)} where source_id = ${due.sourceId}`;
    try {
      await startRun(tx, systemScope('schedule'), due.sourceId, { all: false, trigger: 'schedule' });
    } catch (error) {
      // Still being read, or not set up: the next due time comes.
      if (!(error instanceof AppError)) throw error;
      log.info({ sourceId: due.sourceId, code: error.key }, 'A due source was not started');
    }
    return true;
  });
}
