import type { AnySql, Sql, TransactionSql } from '@/db/client';
import { log } from '@/lib/log';

/** Number of the advisory lock that every evaluating transaction shares. */
const BARRIER = 7_350_021;

/** In clock_state: up to which moment the changes of memberships are all known and given to who follows them. */
export const CHANGES_CLOCK = 'changes';

/**
 * Takes the shared side of the evaluation barrier until the transaction ends, and answers the database's time after it.
 * Whoever evaluates touched profiles, or writes their daily aggregates, takes it before reading which rules and
 * definitions there are: see `passBarrier` for what that gives. The time is never before what followers of the changes were given,
 * should the database's clock step back.
 */
export async function shareBarrier(tx: TransactionSql): Promise<Date> {
  const [row] = await tx<{ now: Date }[]>`
    select greatest(clock_timestamp(), (select swept_to from clock_state where name = ${CHANGES_CLOCK})) as now
    from (select pg_advisory_xact_lock_shared(${BARRIER}) offset 0) b`;
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
 * Long ago where the server does not tell when a holder began (another role's, or `track_activities` is off): nothing is settled then.
 */
export async function settledUntil(db: AnySql): Promise<Date> {
  const [clock] = await db<{ now: Date }[]>`select clock_timestamp() as now`;
  const [oldest] = await db<{ began: Date | null; hidden: boolean | null }[]>`
    select min(a.xact_start) as began, bool_or(a.xact_start is null) as hidden
    from pg_locks l left join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.classid = 0 and l.objid = ${BARRIER} and l.objsubid = 1 and l.granted
      and l.database = (select oid from pg_database where datname = current_database())`;
  if (oldest?.hidden) {
    log.warn('The database does not tell when evaluating transactions began: grant pg_read_all_stats, and keep track_activities on');
    return new Date(0);
  }
  const now = clock?.now ?? new Date();
  return oldest?.began && oldest.began < now ? oldest.began : now;
}

/** Up to which moment changes are all known, as the clock last noted; undefined before it ever did. */
export async function changesUntil(db: AnySql): Promise<Date | undefined> {
  const [row] = await db<{ swept_to: Date }[]>`select swept_to from clock_state where name = ${CHANGES_CLOCK}`;
  return row?.swept_to;
}
