import { z } from 'zod';
import { type Sql, sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { planDeliveries } from '@/features/activation/mutations/plan';
import { planUpdates } from '@/features/activation/mutations/plan-updates';
import { switchLink as switchIdentityLink } from '@/features/identity/mutations/identify/switch-link';
import { foldProfiles } from '@/features/profiles/mutations/fold-profiles';
import { rebuildProfiles } from '@/features/profiles/mutations/rebuild-profiles';
import { recomputeAggregates } from '@/features/segments/mutations/aggregate-events';
import { evaluateTouched } from '@/features/segments/mutations/evaluate-touched';
import { isConflict } from './database-errors';
import { restructureHooks } from './restructure-hooks';

const payload = z.strictObject({ profileId: z.uuid(), linkId: z.uuid(), disabled: z.boolean() });

/**
 * Disables a link or gives it back to the rules, and brings everything about the profiles concerned up to date, in one
 * transaction. @returns the profiles that changed
 */
export async function switchLink(pool: Sql, change: z.infer<typeof payload>): Promise<string[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await pool.begin(async (tx) => {
        const found = await switchIdentityLink(tx, change, restructureHooks);
        await rebuildProfiles(tx, found.recount);
        await foldProfiles(tx, found.restructured);
        await recomputeAggregates(tx, [...found.restructured]);
        const profileIds = [...found.restructured, ...found.gone];
        await planDeliveries(tx, await evaluateTouched(tx, { profileIds, dependencies: new Set(['*']), cause: 'merge', now: found.now }));
        await planUpdates(tx, [...found.restructured]);
        return [...found.restructured];
      });
    } catch (error) {
      if (!isConflict(error) || attempt >= 10) throw error;
    }
  }
}

/** For the console, whose stages come before some of those that a split concerns: enqueue it in the transaction of the audit entry. */
export const switchLinkJob = defineJob({
  name: 'identity.switch-link',
  payload,
  handle: async (change) => {
    await switchLink(sql(), change);
  },
});
