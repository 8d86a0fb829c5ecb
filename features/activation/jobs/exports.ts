import { z } from 'zod';
import { defineJob } from '@/db/jobs';
import { EXPORT_JOB, expireExports, failExport, runExport } from '../mutations/exports';

/** Idempotent: goes on after the last committed part. */
export const runExportJob = defineJob({
  name: EXPORT_JOB,
  payload: z.strictObject({ exportId: z.uuid() }),
  handle: async ({ exportId }, { signal, isLastAttempt }) => {
    try {
      if (!(await runExport(exportId, signal))) throw new Error('Stopped; goes on where it was');
    } catch (error) {
      if (isLastAttempt) await failExport(exportId, 'The file could not be written.');
      throw error;
    }
  },
});

export const expireExportsJob = defineJob({
  name: 'activation:expire-exports',
  cron: '*/10 * * * *',
  payload: z.looseObject({}),
  handle: expireExports,
});
