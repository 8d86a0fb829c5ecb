import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { checkAlerts } from '../mutations/check-alerts';

/** Each minute. */
export const checkAlertsJob = defineJob({
  name: 'segments.check-alerts',
  payload: z.strictObject({}),
  cron: '* * * * *',
  handle: () => checkAlerts(sql()),
});
