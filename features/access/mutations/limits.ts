import { type AnySql, sql } from '@/db/client';
import { hmacHex } from '@/lib/crypto';
import { requiredSecret } from '@/lib/env';

/** One thing that is counted: what, at most how many times, in how many seconds. */
export type Limit = { key: string; max: number; seconds: number };

/**
 * Counts a try against each limit at once, in the database, so that all processes count together.
 * @param tx counts with it, or not at all; else at once, whatever becomes of the caller's work
 * @returns `over` when a limit is exceeded, `first_over` the first time, which is worth a line in the audit log.
 */
export async function takeAttempt(limits: readonly Limit[], tx: AnySql = sql()): Promise<'allowed' | 'first_over' | 'over'> {
  // In one order always, so that two tries do not wait for each other's rows.
  const rows = limits.map((l) => ({ ...l, hash: hashed(l.key) })).sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const counted = await tx<{ key: string; count: number }[]>`
    insert into attempt_limits as l (key, count, resets_at)
    select k, 1, now() + make_interval(secs => s)
    from unnest(${rows.map((r) => r.hash)}::text[], ${rows.map((r) => r.seconds)}::int[]) as t (k, s)
    on conflict (key) do update set
      count = case when l.resets_at <= now() then 1 else l.count + 1 end,
      resets_at = case when l.resets_at <= now() then excluded.resets_at else l.resets_at end
    returning key, count`;
  const excess = Math.max(...rows.map((r) => (counted.find((c) => c.key === r.hash)?.count ?? Number.POSITIVE_INFINITY) - r.max));
  if (excess <= 0) return 'allowed';
  return excess === 1 ? 'first_over' : 'over';
}

/** Takes a successful try out of the counts again; `cleared` ones begin anew. */
export async function giveBackAttempt(counted: readonly Limit[], cleared: readonly Limit[]): Promise<void> {
  await sql()`
    update attempt_limits set count = greatest(count - 1, 0) where key = any(${counted.map((l) => hashed(l.key))})`;
  await sql()`
    delete from attempt_limits where key = any(${cleared.map((l) => hashed(l.key))}) or resets_at < now() - interval '1 day'`;
}

/** Remembers something for some days. */
export async function remember(key: string, days: number): Promise<void> {
  await sql()`
    insert into attempt_limits (key, count, resets_at) values (${hashed(key)}, 1, now() + make_interval(days => ${days}))
    on conflict (key) do update set resets_at = excluded.resets_at`;
}

/** Whether something is remembered. */
export async function isRemembered(key: string): Promise<boolean> {
  const rows = await sql()`select 1 from attempt_limits where key = ${hashed(key)} and resets_at > now()`;
  return rows.length > 0;
}

const hashed = (key: string): string => hmacHex(requiredSecret('AUTH_SECRET'), `attempt:${key}`);
