import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { pruneRejects } from './replay';

/** Forgets old refused events, at night. */
export const pruneRejectsJob = defineJob({
  name: 'ingest.prune-rejects',
  payload: z.strictObject({}),
  cron: '41 2 * * *',
  handle: async (_payload, { signal }) => {
    while (!signal.aborted && (await pruneRejects(sql())) > 0);
  },
});
