import type { TransactionSql } from '@/db/client';
import { evaluateTouchedAt } from '../../mutations/evaluate-touched';
import { publishChanges } from '../../mutations/publish-changes';
import type { MembershipCause } from '../../types';
import { changedTraits } from './compute-touched';
import { tellDestinations } from './tell-destinations';

/**
 * What follows from changed values outside the pipeline, in the same transaction: the segments that read them, and destinations that
 * are told of them. The caller holds the locks and the barrier.
 */
export async function followChanged(
  tx: TransactionSql,
  changed: ReadonlyMap<string, readonly string[]>,
  { cause, now }: { cause: MembershipCause; now: Date },
): Promise<void> {
  if (changed.size === 0) return;
  const profileIds = [...changed.keys()];
  const changes = await evaluateTouchedAt(tx, { profileIds, dependencies: new Set(changedTraits(changed)), cause, now });
  await publishChanges(tx, changes);
  await tellDestinations(tx, changed);
}
