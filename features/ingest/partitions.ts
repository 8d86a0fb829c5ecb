import type { Sql, TransactionSql } from '@/db/client';
import { INBOX_LOCK, INBOX_PARTITION_ROWS } from './constants';

/** The partitions of the inbox, as `[from, to)` ranges of `seq`. */
async function listPartitions(tx: TransactionSql): Promise<{ name: string; from: number; to: number }[]> {
  return tx<{ name: string; from: number; to: number }[]>`
    select c.relname as name, bound[1]::float8 as from, bound[2]::float8 as to
    from pg_inherits i join pg_class c on c.oid = i.inhrelid,
      regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \\(''?(\\d+)''?\\) TO \\(''?(\\d+)''?\\)') as bound
    where i.inhparent = 'inbox'::regclass
    order by 2`;
}

/**
 * Makes the inbox's partitions ahead of its sequence. Each is made apart and then attached, which does not stop writers.
 * @returns the names of those made
 */
export async function makeInboxPartitions(sql: Sql, ahead = 3, rows = INBOX_PARTITION_ROWS): Promise<string[]> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${INBOX_LOCK + 1})`;
    const existing = await listPartitions(tx);
    const [position] = await tx<{ last: number }[]>`select last_value::float8 as last from inbox_seq`;
    let top = Math.max(0, ...existing.map((p) => p.to));
    const made: string[] = [];
    while (top < (position?.last ?? 0) + ahead * rows) {
      const [from, to] = [top, top + rows];
      const name = `inbox_p${from}`;
      await tx.unsafe(`
        create table ${name} (like inbox including all, constraint ${name}_range check (seq is not null and seq >= ${from} and seq < ${to}));
        alter table inbox attach partition ${name} for values from (${from}) to (${to});
        alter table ${name} drop constraint ${name}_range`);
      made.push(name);
      top = to;
    }
    return made;
  });
}

/**
 * Drops the partitions that every lane's cursor has passed and that no append can reach any more.
 * @returns the names of those dropped
 * @throws the database's error when a long reader holds the inbox for two seconds: try again later
 */
export async function dropPassedInboxPartitions(sql: Sql): Promise<string[]> {
  return sql.begin(async (tx) => {
    await tx`set local lock_timeout = '2s'`;
    // Under the append lock no drawn seq is still uncommitted.
    await tx`select pg_advisory_xact_lock(${INBOX_LOCK})`;
    const [position] = await tx<{ last: number }[]>`select last_value::float8 as last from inbox_seq`;
    const dropped: string[] = [];
    for (const p of await listPartitions(tx)) {
      if (p.to > (position?.last ?? 0)) break;
      const waiting = await tx`select 1 from ${tx(p.name)} r join inbox_lanes l using (lane) where r.seq > l.cursor limit 1`;
      if (waiting.length > 0) break;
      await tx`drop table ${tx(p.name)}`;
      dropped.push(p.name);
    }
    return dropped;
  });
}
