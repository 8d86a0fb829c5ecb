import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { ALERT_MAIL_JOB } from '../constants';
import { mailAlert } from '../mutations/mail-alert';
import { alertKinds } from '../types';

/** One mail; tried again when the mail server refuses. */
export const mailAlertJob = defineJob({
  name: ALERT_MAIL_JOB,
  payload: z.strictObject({ segmentId: z.uuid(), userId: z.uuid(), kind: z.enum(alertKinds), amount: z.number(), size: z.number() }),
  handle: (mail) => mailAlert(sql(), mail),
});
