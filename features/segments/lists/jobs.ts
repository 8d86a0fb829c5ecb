import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { UPLOAD_JOB } from './constants';
import { failUpload, noteFault } from './mutations/end-upload';
import { runUpload } from './mutations/run-upload';

/** Idempotent: goes on after the last slice that was written. A run that was overtaken looks again later, in case the other one came to nothing. */
export const uploadListJob = defineJob({
  name: UPLOAD_JOB,
  payload: z.strictObject({ uploadId: z.uuid() }),
  handle: async ({ uploadId }, { signal, isLastAttempt }) => {
    const outcome = await runUpload(uploadId, signal).catch(async (error: unknown) => {
      if (!signal.aborted) await (isLastAttempt ? failUpload(sql(), uploadId, 'fault') : noteFault(sql(), uploadId));
      throw error;
    });
    if (outcome === 'overtaken') throw new Error('Another run went on with this upload');
  },
});
