import type { Sql, TransactionSql } from '@/db/client';
import { planDeliveries } from '@/features/activation/mutations/plan';
import { planUpdates } from '@/features/activation/mutations/plan-updates';
import type { Redecided } from '@/features/identity/mutations/identify/switch-link';
import { foldProfiles } from '@/features/profiles/mutations/fold-profiles';
import { rebuildProfiles } from '@/features/profiles/mutations/rebuild-profiles';
import { computeTouched } from '@/features/segments/computed/mutations/compute-touched';
import { recomputeAggregates } from '@/features/segments/mutations/aggregate-events';
import { evaluateTouched } from '@/features/segments/mutations/evaluate-touched';
import { isConflict } from './database-errors';

const MAX_ATTEMPTS = 10;

/**
 * Decides anew about a link outside the lanes, and brings everything about the profiles concerned up to date, in one
 * transaction. @returns the profiles that changed
 */
export async function redecide(pool: Sql, decide: (tx: TransactionSql) => Promise<Redecided | undefined>): Promise<string[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await pool.begin(async (tx) => {
        const found = await decide(tx);
        if (!found) return [];
        await rebuildProfiles(tx, found.recount);
        await foldProfiles(tx, found.restructured);
        await recomputeAggregates(tx, [...found.restructured]);
        const profileIds = [...found.restructured, ...found.gone];
        const dependencies = new Set(['*']);
        await computeTouched(tx, { profileIds, dependencies, now: found.now });
        await planDeliveries(tx, await evaluateTouched(tx, { profileIds, dependencies, cause: 'merge', now: found.now }));
        await planUpdates(tx, [...found.restructured]);
        return [...found.restructured];
      });
    } catch (error) {
      if (!isConflict(error) || attempt >= MAX_ATTEMPTS) throw error;
    }
  }
}
