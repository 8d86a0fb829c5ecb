import { z } from 'zod';
import { defineJob } from '@/db/jobs';
import { FILES_JOB, startDueFiles, writeFiles } from '../mutations/files/write-files';

/** Idempotent: what is in a file that has its name is marked so; the rest is in the next one. */
export const writeFilesJob = defineJob({
  name: FILES_JOB,
  payload: z.strictObject({ destinationId: z.uuid(), trigger: z.enum(['schedule', 'staff', 'removal']) }),
  handle: ({ destinationId, trigger }, { signal }) => writeFiles(destinationId, trigger, signal),
});

export const dueFilesJob = defineJob({
  name: 'activation:due-files',
  cron: '* * * * *',
  payload: z.looseObject({}),
  handle: startDueFiles,
});
