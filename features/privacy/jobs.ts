import { z } from 'zod';
import { sql } from '@/db/client';
import { dataMap } from '@/db/data-map';
import { defineJob } from '@/db/jobs';
import { log } from '@/lib/log';
import { sweepsOf } from './core/retention';
import { removeOldFiles } from './mutations/remove-old-files';
import { sweepTable } from './mutations/sweep-table';

const FILES_AGE = '30 days';

/** Deletes, at night, what has grown older than the data map lets it. May be broken off anywhere: the next run finds the rest. */
export const retentionJob = defineJob({
  name: 'privacy.retention',
  payload: z.strictObject({}),
  cron: '17 3 * * *',
  handle: async (_payload, { signal }) => {
    const files = await removeOldFiles(sql(), FILES_AGE, signal);
    const rows: Record<string, number> = {};
    for (const sweep of sweepsOf(dataMap)) rows[sweep.table] = await sweepTable(sql(), sweep, signal);
    log.info({ files, rows }, 'deleted what was older than it may be kept');
  },
});
