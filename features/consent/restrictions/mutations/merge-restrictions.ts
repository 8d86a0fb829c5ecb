import type { TransactionSql } from '@/db/client';
import { foldRestrictions } from './fold-restrictions';
import { moveRestrictions } from './move-restrictions';
import { publishStanding } from './publish-standing';

/** Part of a merge, in its transaction, both profiles locked: what either side has on, the survivor has on. */
export async function mergeRestrictions(
  tx: TransactionSql,
  { survivorId, mergedId }: { survivorId: string; mergedId: string },
): Promise<void> {
  await moveRestrictions(tx, mergedId, survivorId, null);
  await foldRestrictions(tx, [survivorId]);
  await publishStanding(tx, [survivorId]);
}
