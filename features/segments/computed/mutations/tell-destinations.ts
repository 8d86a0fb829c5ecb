import type { TransactionSql } from '@/db/client';
import { publish } from '@/db/facts';

/** Has destinations that are told of one of these traits look again, when values changed outside the pipeline. */
export async function tellDestinations(tx: TransactionSql, changed: ReadonlyMap<string, readonly string[]>): Promise<void> {
  if (changed.size === 0) return;
  const names = [...new Set([...changed.values()].flat())];
  const [told] = await tx`select 1 from syncs where status = 'active' and mapping->'traits' ?| ${names}::text[] limit 1`;
  // The segments have been asked already: without dependencies their own subscriber has nothing to do.
  if (told) await publish(tx, 'profiles.changed', { profileIds: [...changed.keys()], dependencies: [], cause: 'score' });
}
