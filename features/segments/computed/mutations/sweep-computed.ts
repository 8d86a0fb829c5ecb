import type { Sql, TransactionSql } from '@/db/client';
import { withRetry } from '@/db/with-retry';
import { lockProfiles } from '@/features/profiles/lock';
import { settledUntil, shareBarrier } from '../../mutations/barrier';
import { COMPUTED_CLOCK } from '../constants';
import { findComputedEdges } from '../data/computed-edges';
import { loadComputed } from '../data/load-computed';
import { writeComputed } from './compute-touched';
import { followChanged } from './follow-changed';

const CHUNK = 1_000;
/** Number of the advisory lock of whoever sweeps. */
const SWEEPER = 7_350_031;

export type ComputedSweep = { from: Date; to: Date; profiles: number; changed: number };

/**
 * Computes again the values that time alone changed since the last sweep: events that left or entered windows, days that went by. As far
 * as is settled, as `sweep` of segments; a sweep of its own, so that everybody's midnight delays no window of a segment.
 * @param until for tests: the moment to sweep to and compute at, in place of the database's time
 * @returns undefined when another worker sweeps
 */
export async function sweepComputed(db: Sql, until?: Date): Promise<ComputedSweep | undefined> {
  return db.begin(async (outer) => {
    const [lock] = await outer<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${SWEEPER}) as held`;
    if (!lock?.held) return undefined;
    const from = await sweptTo(outer);
    const to = until ?? (await settledUntil(outer));
    if (from === undefined || to <= from) {
      await saveSweptTo(outer, to);
      return { from: from ?? to, to, profiles: 0, changed: 0 };
    }
    const traits = await loadComputed(outer);
    const { profileIds, names } = await findComputedEdges(outer, traits, { from, to });
    let changed = 0;
    for (let i = 0; i < profileIds.length; i += CHUNK) {
      changed += await withRetry(() => db.begin((tx) => computeChunk(tx, profileIds.slice(i, i + CHUNK), names, until)));
    }
    await saveSweptTo(outer, to);
    return { from, to, profiles: profileIds.length, changed };
  });
}

async function computeChunk(
  tx: TransactionSql,
  profileIds: string[],
  names: ReadonlySet<string>,
  until: Date | undefined,
): Promise<number> {
  await lockProfiles(tx, profileIds);
  const clock = await shareBarrier(tx);
  const now = until ?? clock;
  const traits = (await loadComputed(tx)).filter(({ name }) => names.has(name));
  const changed = await writeComputed(tx, traits, { profileIds, now });
  await followChanged(tx, changed, { cause: 'clock', now });
  return changed.size;
}

/** How far time has been swept; undefined before the first sweep. */
async function sweptTo(tx: TransactionSql): Promise<Date | undefined> {
  const [row] = await tx<{ swept_to: Date }[]>`select swept_to from clock_state where name = ${COMPUTED_CLOCK}`;
  return row?.swept_to;
}

async function saveSweptTo(tx: TransactionSql, to: Date): Promise<void> {
  await tx`insert into clock_state (name, swept_to) values (${COMPUTED_CLOCK}, ${to})
    on conflict (name) do update set swept_to = greatest(clock_state.swept_to, excluded.swept_to)`;
}

/** Has time swept from this moment on, if it never was. */
export async function beginSweepingComputed(tx: Sql, at: Date): Promise<void> {
  await tx`insert into clock_state (name, swept_to) values (${COMPUTED_CLOCK}, ${at}) on conflict do nothing`;
}
