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
