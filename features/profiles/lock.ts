import type { TransactionSql } from '@/db/client';

/**
 * Locks the rows of these profiles in id order, which whoever changes or evaluates a profile does first, so that nobody
 * misses another's change. Must run in a READ COMMITTED transaction; read and evaluate in later statements.
 * @returns the profiles that exist and are now locked, and the database's time after the lock: the `now` to evaluate with.
 */
export async function lockProfiles(tx: TransactionSql, ids: readonly string[]): Promise<{ now: Date; locked: string[] }> {
  const unique = [...new Set(ids)].sort();
  const rows = unique.length
    ? await tx<{ id: string }[]>`select id from profiles where id = any(${unique}::uuid[]) order by id for update`
    : [];
  const [clock] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
  return { now: clock?.now ?? new Date(), locked: rows.map((r) => r.id) };
}
