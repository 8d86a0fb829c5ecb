import type { Sql } from '@/db/client';

/** Key of the advisory lock under which partitions of events are made. */
const PARTITION_LOCK = 7_245_011;
const known = new WeakMap<Sql, Set<string>>();

const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

function bounds(month: string): { from: string; to: string } {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const next = new Date(Date.UTC(year, number, 1));
  return { from: `${month}-01`, to: next.toISOString().slice(0, 10) };
}

/**
 * Makes the monthly partitions for these moments, each apart and then attached, so that writers are not stopped. Commits by
 * itself: call it before the transaction that writes needs them.
 */
export async function ensureEventPartitions(sql: Sql, moments: Iterable<Date>): Promise<void> {
  const made = known.get(sql) ?? new Set<string>();
  known.set(sql, made);
  const missing = [...new Set([...moments].map(monthOf))].filter((m) => !made.has(m)).sort();
  for (const month of missing) {
    await makePartition(sql, month);
    made.add(month);
  }
}

/** Months to come, so that no batch has to make them. */
export async function ensureMonthsAhead(sql: Sql, months = 3, now = new Date()): Promise<void> {
  const moments = Array.from({ length: months + 2 }, (_, n) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + n - 1, 1)));
  await ensureEventPartitions(sql, moments);
}

async function makePartition(sql: Sql, month: string): Promise<void> {
  const name = `events_${month.replace('-', '_')}`;
  const { from, to } = bounds(month);
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${PARTITION_LOCK})`;
    const [there] = await tx`select 1 from pg_inherits where inhparent = 'events'::regclass and inhrelid = to_regclass(${name})`;
    if (there) return;
    await tx.unsafe(`
      create table ${name} (like events including all,
        constraint ${name}_range check (occurred_at is not null and occurred_at >= '${from}T00:00:00Z' and occurred_at < '${to}T00:00:00Z'))
        with (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_insert_threshold = 20000, autovacuum_analyze_scale_factor = 0.02);
      alter table events attach partition ${name} for values from ('${from}T00:00:00Z') to ('${to}T00:00:00Z');
      alter table ${name} drop constraint ${name}_range`);
  });
}
