import type { TransactionSql } from '@/db/client';
import { clockNow, lockProfileRows } from '@/features/identity/lock';

/**
 * Locks the rows of these profiles in id order, which whoever changes or evaluates a profile does first, so that nobody
 * misses another's change. Must run in a READ COMMITTED transaction; read and evaluate in later statements.
 * @returns the profiles that exist and are now locked, and the database's time after the lock: the `now` to evaluate with.
 */
export async function lockProfiles(tx: TransactionSql, ids: readonly string[]): Promise<{ now: Date; locked: string[] }> {
  const rows = await lockProfileRows(tx, ids);
  return { now: await clockNow(tx), locked: rows.map((r) => r.id) };
}
