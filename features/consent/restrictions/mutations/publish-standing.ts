import type { TransactionSql } from '@/db/client';
import { publish } from '@/db/facts';

/** What other stages hold of them may have to go. */
export async function publishStanding(tx: TransactionSql, profileIds: string[]): Promise<void> {
  await publish(tx, 'restrictions.changed', { profileIds, kind: 'restriction' });
}
