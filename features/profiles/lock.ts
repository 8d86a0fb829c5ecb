import type { TransactionSql } from '@/db/client';

export type LockedProfile = { id: string; eventCount: number; createdAt: Date };

/** Locks the rows of these profiles in id order, without asking the time. @returns those that exist */
export async function lockProfileRows(tx: TransactionSql, ids: Iterable<string>): Promise<LockedProfile[]> {
  const unique = [...new Set(ids)].sort();
  if (unique.length === 0) return [];
  return tx<LockedProfile[]>`
    select id, event_count::float8 as "eventCount", created_at as "createdAt"
    from profiles where id = any(${unique}::uuid[]) order by id for update`;
}

/** The database's time, to be read after the locks and evaluated with. */
export async function clockNow(tx: TransactionSql): Promise<Date> {
  const [clock] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
  return clock?.now ?? new Date();
}

/**
 * Locks the rows of these profiles in id order, which whoever changes or evaluates a profile does first, so that nobody
 * misses another's change. Must run in a READ COMMITTED transaction; read and evaluate in later statements.
 * @returns the profiles that exist and are now locked, and the database's time after the lock: the `now` to evaluate with.
 */
export async function lockProfiles(tx: TransactionSql, ids: readonly string[]): Promise<{ now: Date; locked: string[] }> {
  const rows = await lockProfileRows(tx, ids);
  return { now: await clockNow(tx), locked: rows.map((r) => r.id) };
}
