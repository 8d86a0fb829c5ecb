import type { Sql, TransactionSql } from '@/db/client';
import { withRetry } from '@/db/with-retry';
import { lockProfiles } from '@/features/profiles/lock';
import { findEdges } from '../data/find-edges';
import { ruleBook } from '../data/rule-book';
import { settledUntil, shareBarrier } from './barrier';
import { evaluateSegments } from './evaluate-units';
import { publishChanges } from './publish-changes';
import { settleReferences } from './settle-references';

const CHUNK = 1_000;
const NAME = 'segments';
/** Number of the advisory lock of whoever sweeps, so that several workers do not do the same. */
const SWEEPER = 7_350_023;

export type Sweep = { from: Date; to: Date; profiles: number; changes: number };

/**
 * One sweep of time: evaluates again, under their locks, the profiles whose answer may have changed by time alone since the
 * last sweep. It goes no further than what is settled: whoever evaluated before `to` has committed, so that its events are
 * seen here, and whoever has not evaluates at a later moment. After a crash it begins where it began: the time swept moves last.
 * @param until for tests: the moment to sweep to and evaluate at, in place of the database's time
 * @returns undefined when another worker sweeps.
 */
export async function sweep(db: Sql, until?: Date): Promise<Sweep | undefined> {
  return db.begin(async (outer) => {
    const [lock] = await outer<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${SWEEPER}) as held`;
    if (!lock?.held) return undefined;
    await db.begin(settleReferences);
    const from = await sweptTo(outer);
    const to = until ?? (await settledUntil(outer));
    if (from === undefined || to <= from) {
      await saveSweptTo(outer, to);
      return { from: from ?? to, to, profiles: 0, changes: 0 };
    }
    const { segments, rules } = await ruleBook(outer);
    const { profileIds, segmentIds } = await findEdges(outer, [...segments.values()], { rules, from, to });
    let changes = 0;
    for (let i = 0; i < profileIds.length; i += CHUNK) {
      changes += await withRetry(() => db.begin((tx) => evaluateChunk(tx, profileIds.slice(i, i + CHUNK), segmentIds, until)));
    }
    await saveSweptTo(outer, to);
    return { from, to, profiles: profileIds.length, changes };
  });
}

async function evaluateChunk(tx: TransactionSql, profileIds: string[], segmentIds: Set<string>, until: Date | undefined): Promise<number> {
  await lockProfiles(tx, profileIds);
  const clock = await shareBarrier(tx);
  const changes = await evaluateSegments(tx, { profileIds, segmentIds, cause: 'clock', now: until ?? clock });
  await publishChanges(tx, changes);
  return changes.length;
}

/** How far time has been swept; undefined before the first sweep. */
export async function sweptTo(tx: TransactionSql | Sql): Promise<Date | undefined> {
  const [row] = await tx<{ swept_to: Date }[]>`select swept_to from clock_state where name = ${NAME}`;
  return row?.swept_to;
}

async function saveSweptTo(tx: TransactionSql, to: Date): Promise<void> {
  await tx`insert into clock_state (name, swept_to) values (${NAME}, ${to})
    on conflict (name) do update set swept_to = greatest(clock_state.swept_to, excluded.swept_to)`;
}

/** Has time swept from this moment on, if it never was: before the first evaluation there is nothing that time could change. */
export async function beginSweeping(tx: TransactionSql | Sql, at: Date): Promise<void> {
  await tx`insert into clock_state (name, swept_to) values (${NAME}, ${at}) on conflict do nothing`;
}
