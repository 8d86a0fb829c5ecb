import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';

export type LockedProfile = { id: string; eventCount: number; createdAt: Date };

/** Locks the rows of these profiles in id order, without asking the time. @returns those that exist */
export async function lockProfileRows(tx: TransactionSql, ids: Iterable<string>): Promise<LockedProfile[]> {
  const unique = [...new Set(ids)].sort();
  if (unique.length === 0) return [];
  return tx<LockedProfile[]>`
    select id, event_count::float8 as "eventCount", created_at as "createdAt"
    from profiles where id = any(${plain(unique)}::text::uuid[]) order by id for update`;
}

/** The database's time, to be read after the locks and evaluated with. */
export async function clockNow(tx: TransactionSql): Promise<Date> {
  const [clock] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
  return clock?.now ?? new Date();
}
