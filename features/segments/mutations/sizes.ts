import type { AnySql, Sql, TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import { CHANGES_CLOCK, settledUntil } from './barrier';

/** Number of the advisory lock of whoever adds changes of sizes up, so that several workers do not do the same. */
const ADDER = 7_350_024;

/**
 * Notes who entered (1) and left (0). A row is only added here, so that transactions that move the same segments do not wait for each
 * other; `addUpSizes` makes it part of the sizes.
 */
export async function noteSizes(tx: TransactionSql, columns: { segments: string[]; enters: number[] }, at: Date): Promise<void> {
  const sums = new Map<string, { entered: number; left: number }>();
  for (const [i, id] of columns.segments.entries()) {
    const { entered, left } = sums.get(id) ?? { entered: 0, left: 0 };
    sums.set(id, columns.enters[i] === 1 ? { entered: entered + 1, left } : { entered, left: left + 1 });
  }
  const list = [...sums.values()];
  await tx`
    insert into segment_size_changes (at, segment_ids, entered, "left")
    values (${at.toISOString()}::text::timestamptz, ${plain([...sums.keys()])}::text::uuid[], ${plain(list.map((s) => s.entered))}::text::int[],
      ${plain(list.map((s) => s.left))}::text::int[])`;
}

/**
 * Brings sizes, and the log of sizes, up to date with what was noted and committed, and notes up to which moment that is all. The clock
 * does it every second, and who evaluated a segment for everybody when that is done.
 * @param wait for another worker that is at it, so that everything committed before this call is part of the sizes afterwards
 * @returns up to which moment; undefined when another worker is at it
 */
export async function addUpSizes(db: Sql, { wait = false } = {}): Promise<Date | undefined> {
  return db.begin(async (tx) => {
    await tx`select set_config('lock_timeout', ${wait ? '0' : '3s'}, true)`;
    const [lock] = wait
      ? await tx<{ held: boolean }[]>`select true as held from (select pg_advisory_xact_lock(${ADDER}) offset 0) l`
      : await tx<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${ADDER}) as held`;
    if (!lock?.held) return undefined;
    // Read first: whoever changed somebody before this moment has committed, so that the next statement sees the note.
    const until = await settledUntil(tx);
    await addUp(tx);
    await tx`insert into clock_state (name, swept_to) values (${CHANGES_CLOCK}, ${until})
      on conflict (name) do update set swept_to = greatest(clock_state.swept_to, excluded.swept_to)`;
    return until;
  });
}

/** What is noted for an hour that is over is part of the sizes of the later hours, too. */
async function addUp(tx: AnySql): Promise<void> {
  await tx`
    with noted as (delete from segment_size_changes returning at, segment_ids, entered, "left"),
    hourly as (
      select u.id as segment_id, date_trunc('hour', n.at, 'UTC') as hour, sum(u.entered) as entered, sum(u.gone) as gone
      from noted n, unnest(n.segment_ids, n.entered, n."left") u(id, entered, gone) group by 1, 2),
    running as (select h.*, sum(entered - gone) over (partition by segment_id order by hour) as grown from hourly h),
    whole as (select segment_id, sum(entered - gone) as grown, min(hour) as first from hourly group by 1),
    locked as (select s.id from segments s where s.id in (select segment_id from whole) order by s.id for no key update),
    sized as (
      update segments s set size = s.size + w.grown from whole w, locked l where l.id = s.id and w.segment_id = s.id
      returning s.id, s.size - w.grown as former),
    later as (
      update segment_sizes z set size = z.size + (select sum(h.entered - h.gone) from hourly h where h.segment_id = z.segment_id and h.hour < z.hour)
      from whole w where w.segment_id = z.segment_id and z.hour > w.first
        and not exists (select from hourly h where h.segment_id = z.segment_id and h.hour = z.hour))
    insert into segment_sizes (segment_id, hour, size, entered, "left")
    select r.segment_id, r.hour, r.grown + s.former - coalesce(
        (select sum(z.entered - z."left") from segment_sizes z where z.segment_id = r.segment_id and z.hour > r.hour), 0),
      r.entered, r.gone
    from running r join sized s on s.id = r.segment_id order by 1, 2
    on conflict (segment_id, hour) do update
      set size = excluded.size, entered = segment_sizes.entered + excluded.entered, "left" = segment_sizes."left" + excluded."left"`;
}
