import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { STILL_MAIL_JOB } from '../constants';
import { mailStill } from '../mutations/mail-still';

/** One mail; tried again when the mail server refuses. */
export const mailStillJob = defineJob({
  name: STILL_MAIL_JOB,
  payload: z.strictObject({ segmentId: z.uuid(), userId: z.uuid() }),
  handle: (mail) => mailStill(sql(), mail),
});
