import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { UPLOAD_JOB } from './constants';
import { failUpload } from './mutations/end-upload';
import { runUpload } from './mutations/run-upload';

/** Idempotent: goes on after the last slice that was written. */
export const uploadListJob = defineJob({
  name: UPLOAD_JOB,
  payload: z.strictObject({ uploadId: z.uuid() }),
  handle: async ({ uploadId }, { signal, isLastAttempt }) => {
    try {
      await runUpload(uploadId, signal);
    } catch (error) {
      if (isLastAttempt && !signal.aborted) await failUpload(sql(), uploadId, 'fault');
      throw error;
    }
  },
});
