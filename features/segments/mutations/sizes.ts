import type { AnySql, Sql, TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';

/** Number of the advisory lock of whoever adds changes of sizes up, so that several workers do not do the same. */
const ADDER = 7_350_024;

/**
 * Notes who entered (1) and left (0). Rows are only added here, so that transactions that move the same segments do not wait for each
 * other; `addUpSizes` makes them part of the sizes.
 */
export async function noteSizes(tx: TransactionSql, columns: { segments: string[]; enters: number[] }, at: Date): Promise<void> {
  await tx`
    insert into segment_size_changes (segment_id, at, entered, "left")
    select segment_id, ${at.toISOString()}::timestamptz, sum(enters), sum(1 - enters)
    from unnest(${plain(columns.segments)}::text::uuid[], ${plain(columns.enters)}::text::int[]) d(segment_id, enters) group by segment_id`;
}

/**
 * Brings sizes, and the log of sizes, up to date with what was noted and committed. The clock does it every second, and who evaluated a
 * segment for everybody when that is done.
 * @returns how many changes were added up; none when another worker is at it
 */
export async function addUpSizes(db: Sql): Promise<number> {
  return db.begin(async (tx) => {
    const [lock] = await tx<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${ADDER}) as held`;
    return lock?.held ? addUp(tx) : 0;
  });
}

async function addUp(tx: AnySql): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    with noted as (delete from segment_size_changes returning segment_id, date_trunc('hour', at, 'UTC') as hour, entered, "left"),
    hourly as (select segment_id, hour, sum(entered) as entered, sum("left") as gone from noted group by 1, 2),
    running as (select h.*, sum(entered - gone) over (partition by segment_id order by hour) as grown from hourly h),
    whole as (select segment_id, sum(entered - gone) as grown from hourly group by 1),
    locked as (select s.id from segments s where s.id in (select segment_id from whole) order by s.id for no key update),
    sized as (
      update segments s set size = s.size + w.grown from whole w, locked l where l.id = s.id and w.segment_id = s.id
      returning s.id, s.size - w.grown as former),
    logged as (
      insert into segment_sizes (segment_id, hour, size, entered, "left")
      select r.segment_id, r.hour, s.former + r.grown, r.entered, r.gone from running r join sized s on s.id = r.segment_id order by 1, 2
      on conflict (segment_id, hour) do update
        set size = excluded.size, entered = segment_sizes.entered + excluded.entered, "left" = segment_sizes."left" + excluded."left")
    select count(*)::int as n from noted`;
  return row?.n ?? 0;
}
