import type { AnySql, TransactionSql } from '@/db/client';

/*
 * A send holds the shared side of its person's lock from before it asks `may` until the receiver has answered; a withdrawal takes the
 * exclusive side before it writes. So a withdrawal that has been answered finds no send under way, and every later one sees it.
 * Advisory locks, because a row lock held over a network call would stall the pipeline behind a dead destination.
 */
const FILES = `hashtextextended('consent:files', 0)`;
const KEY = `hashtextextended('consent:' || id::text, 0)`;

/**
 * Waits until nobody is sending to these people, and keeps it so until the transaction ends. At most as long as a send's time-out.
 * Must be called before any profile is locked.
 */
export async function waitForSends(tx: TransactionSql, profileIds: readonly string[]): Promise<void> {
  const ids = [...new Set(profileIds)];
  if (ids.length === 0) return;
  await tx.unsafe(`select pg_advisory_xact_lock_shared(${FILES})`);
  await tx.unsafe(
    `select pg_advisory_xact_lock(k) from (select distinct ${KEY} as k from unnest($1::uuid[]) t (id) order by 1 offset 0) keys`,
    [ids],
  );
}

/**
 * For a file about many people: no withdrawal is answered from here to the end of the transaction. Whoever holds it asks `may` of
 * everybody once more and gives the file its name: a matter of a second. Withdrawals do not wait for each other.
 */
export async function holdWithdrawals(tx: TransactionSql): Promise<void> {
  await tx.unsafe(`select pg_advisory_xact_lock(${FILES})`);
}

/** On a session of its own: begins a send to this person. False when a withdrawal is being written: try again soon. */
export async function beginSend(session: AnySql, profileId: string): Promise<boolean> {
  const [row] = await session.unsafe<{ ok: boolean }[]>(
    `select pg_try_advisory_lock_shared(${KEY}) as ok from (select $1::uuid as id) t`,
    [profileId],
    { prepare: true },
  );
  return row?.ok === true;
}

/** The same until the caller's transaction ends: for what is written down with somebody's consent and in the moment of it. */
export async function holdConsent(tx: TransactionSql, profileId: string): Promise<boolean> {
  const [row] = await tx.unsafe<{ ok: boolean }[]>(`select pg_try_advisory_xact_lock_shared(${KEY}) as ok from (select $1::uuid as id) t`, [
    profileId,
  ]);
  return row?.ok === true;
}

/** Ends what `beginSend` began, on the same session. */
export async function endSend(session: AnySql, profileId: string): Promise<void> {
  await session.unsafe(`select pg_advisory_unlock_shared(${KEY}) from (select $1::uuid as id) t`, [profileId], { prepare: true });
}
