import type { Sql } from '@/db/client';
import { withRetry } from '@/db/with-retry';
import { lockProfiles } from '@/features/profiles/lock';
import { changedTraits, computeTouched } from '../computed/mutations/compute-touched';
import { tellDestinations } from '../computed/mutations/tell-destinations';
import type { MembershipCause } from '../types';
import { evaluateTouched } from './evaluate-touched';
import { publishChanges } from './publish-changes';

const CHUNK = 1_000;

/** Locks and re-evaluates profiles that changed outside the pipeline, in chunks, and publishes who entered and left. */
export async function touchProfiles(
  db: Sql,
  touched: { profileIds: readonly string[]; dependencies: Set<string>; cause: MembershipCause },
): Promise<number> {
  const ids = [...new Set(touched.profileIds)].sort();
  let changed = 0;
  for (let i = 0; i < ids.length; i += CHUNK) {
    const profileIds = ids.slice(i, i + CHUNK);
    changed += await withRetry(() =>
      db.begin(async (tx) => {
        const { now } = await lockProfiles(tx, profileIds);
        const computed = await computeTouched(tx, { profileIds, dependencies: touched.dependencies, now });
        const dependencies = new Set([...touched.dependencies, ...changedTraits(computed)]);
        const changes = await evaluateTouched(tx, { profileIds, dependencies, cause: touched.cause, now });
        await publishChanges(tx, changes);
        await tellDestinations(tx, computed);
        return changes.length;
      }),
    );
  }
  return changed;
}
