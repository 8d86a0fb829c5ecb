import { z } from 'zod';
import { type Sql, sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { SWITCH_LINK_JOB } from '@/features/identity/constants';
import { switchLink as switchIdentityLink } from '@/features/identity/mutations/identify/switch-link';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { redecide } from './redecide';
import { restructureHooks } from './restructure-hooks';

const payload = z.strictObject({ profileId: z.uuid(), linkId: z.uuid(), disabled: z.boolean() });

/** Disables a link or gives it back to the rules, with all that follows. @returns the profiles that changed */
export const switchLink = (pool: Sql, change: z.infer<typeof payload>): Promise<string[]> =>
  redecide(pool, (tx) => switchIdentityLink(tx, change, restructureHooks));

/** For the console, whose stages come before some of those that a split concerns: enqueue it in the transaction of the audit entry. */
export const switchLinkJob = defineJob({
  name: SWITCH_LINK_JOB,
  payload,
  handle: async (change) => {
    try {
      await switchLink(sql(), change);
    } catch (error) {
      // Erased, or split otherwise, since it was asked for: nothing is left to decide about.
      if (!(error instanceof AppError && error.code === 'not_found')) throw error;
      log.warn({ linkId: change.linkId }, 'The link to be switched is gone');
    }
  },
});
