import { z } from 'zod';
import { type Sql, sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { LARGE_MERGE_JOB } from '@/features/identity/constants';
import { mergeLarge as mergeLargeProfiles } from '@/features/identity/mutations/identify/switch-link';
import { redecide } from './redecide';
import { restructureHooks } from './restructure-hooks';

const payload = z.strictObject({ linkId: z.uuid(), profileIds: z.array(z.uuid()) });

/**
 * Joins two profiles that a lane found too large to join: in one transaction, so that both stay whole until it commits, and a
 * run that was cut short leaves nothing. Does nothing when the link is no longer pending. @returns the profiles that changed
 */
export const mergeLarge = (pool: Sql, pair: z.infer<typeof payload>): Promise<string[]> =>
  redecide(pool, (tx) => mergeLargeProfiles(tx, pair, restructureHooks));

export const mergeLargeJob = defineJob({
  name: LARGE_MERGE_JOB,
  payload,
  handle: async (pair) => {
    await mergeLarge(sql(), pair);
  },
});
