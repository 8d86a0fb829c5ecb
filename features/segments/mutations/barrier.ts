import type { AnySql, Sql, TransactionSql } from '@/db/client';

/** Number of the advisory lock that every evaluating transaction shares. */
const BARRIER = 7_350_021;

/**
 * Takes the shared side of the evaluation barrier until the transaction ends, and answers the database's time after it.
 * Whoever evaluates touched profiles, or writes their daily aggregates, takes it before reading which rules and
 * definitions there are: see `passBarrier` for what that gives.
 */
export async function shareBarrier(tx: TransactionSql): Promise<Date> {
  const [row] = await tx<
    { now: Date }[]
  >`select clock_timestamp() as now from (select pg_advisory_xact_lock_shared(${BARRIER}) offset 0) b`;
  return row?.now ?? new Date();
}

/**
 * Waits until every transaction that shares the barrier now has ended, and answers the time then. Afterwards (1) those that
 * began before have committed what they wrote, also new profiles nobody could see or lock; (2) those that begin later see
 * the rules and definitions committed before this call, and evaluate at a later moment than the one returned.
 */
export async function passBarrier(db: AnySql): Promise<Date> {
  const pass = async (tx: AnySql) => {
    await tx`select pg_advisory_xact_lock(${BARRIER})`;
    const [row] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
    return row?.now ?? new Date();
  };
  return 'begin' in db ? (db as Sql).begin((tx) => pass(tx)) : pass(db);
}

/**
 * The moment up to which everything evaluated is committed: now, or the beginning of the oldest transaction that shares the
 * barrier. Waits for nobody. The clock is read first: whoever evaluated before it, and is not among the holders, has committed.
 */
export async function settledUntil(db: AnySql): Promise<Date> {
  const [clock] = await db<{ now: Date }[]>`select clock_timestamp() as now`;
  const [oldest] = await db<{ began: Date | null }[]>`
    select min(a.xact_start) as began from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.classid = 0 and l.objid = ${BARRIER} and l.objsubid = 1 and l.granted
      and l.database = (select oid from pg_database where datname = current_database())`;
  const now = clock?.now ?? new Date();
  return oldest?.began && oldest.began < now ? oldest.began : now;
}
