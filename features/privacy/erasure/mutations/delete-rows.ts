import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import { noteSizes } from '@/features/segments/mutations/sizes';
import type { PersonTable } from '../core/plan-tables';
import { emptied } from '../data/emptied';

type Person = { ids: readonly string[]; keepDeliveries: readonly string[] };

/** What some tables need besides: totals that count their rows, and rows that must outlive the person for a while. */
const special: Readonly<Record<string, (tx: TransactionSql, person: Person, limit: number) => Promise<number>>> = {
  events: deleteEvents,
  memberships: deleteMemberships,
  deliveries: deleteDeliveries,
};

/**
 * Deletes, or empties, at most `limit` rows of these people in one table. Their profiles are locked.
 * @returns how many; fewer than `limit` when none are left
 */
export async function deleteRows(tx: TransactionSql, { table, path, clear }: PersonTable, person: Person, limit: number): Promise<number> {
  const ids = plain(person.ids);
  if (clear) {
    const { set, isFull } = await emptied(tx, table, clear);
    const { count } = await tx`update ${tx(table)} t set ${set} where ${tx(path)} = any(${ids}::text::uuid[]) and ${isFull}`;
    return count;
  }
  const own = special[table];
  if (own) return own(tx, person, limit);
  // Append-only tables let go of rows only when told so.
  await tx`select set_config('tessera.moving_rows', 'on', true)`;
  const { count } = await tx`
    delete from ${tx(table)} where ctid = any(array(
      select ctid from ${tx(table)} where ${tx(path)} = any(${ids}::text::uuid[]) limit ${limit}))
      and ${tx(path)} = any(${ids}::text::uuid[])`;
  await tx`select set_config('tessera.moving_rows', 'off', true)`;
  return count;
}

/** Events, the keys by which doubles of them are known, and their share of the daily totals. */
async function deleteEvents(tx: TransactionSql, { ids }: Person, limit: number): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    with chosen as (
      select profile_id, occurred_at, id from events where profile_id = any(${plain(ids)}::text::uuid[]) limit ${limit}),
    gone as (
      delete from events e using chosen c where e.profile_id = c.profile_id and e.occurred_at = c.occurred_at and e.id = c.id
      returning e.id, e.occurred_at, e.name, e.source_id, e.value),
    keys as (delete from message_keys k using gone g where k.event_id = g.id),
    share as (
      select (occurred_at at time zone 'UTC')::date as day, name, source_id, count(*) as n, sum(coalesce(value, 0)) as sum
      from gone group by 1, 2, 3 order by 1, 3, 2),
    lessened as (
      update event_rollups r set n = r.n - s.n, sum = r.sum - s.sum from share s
      where r.day = s.day and r.name = s.name and r.source_id = s.source_id)
    select count(*)::int as n from gone`;
  await tx`delete from event_rollups where n <= 0`;
  return row?.n ?? 0;
}

/** Who leaves a segment makes it smaller. */
async function deleteMemberships(tx: TransactionSql, { ids }: Person): Promise<number> {
  const rows = await tx<{ segmentId: string }[]>`
    delete from memberships where profile_id = any(${plain(ids)}::text::uuid[]) returning segment_id as "segmentId"`;
  if (rows.length > 0) {
    const segments = rows.map((row) => row.segmentId);
    const [clock] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
    await noteSizes(tx, { segments, enters: segments.map(() => 0) }, clock?.now ?? new Date());
  }
  return rows.length;
}

/** All but those that ask destinations to delete: they say only whom, and go when they are answered. */
async function deleteDeliveries(tx: TransactionSql, { ids, keepDeliveries }: Person, limit: number): Promise<number> {
  const { count } = await tx`
    delete from deliveries where (profile_id, id) in (
      select profile_id, id from deliveries
      where profile_id = any(${plain(ids)}::text::uuid[]) and id <> all(${plain(keepDeliveries)}::text::uuid[]) limit ${limit})`;
  return count;
}
