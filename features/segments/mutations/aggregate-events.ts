import type { AnySql, TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { AGGREGATE_JOB } from '../constants';

/** Begins daily aggregates of those of these events that have none yet: the pipeline writes them from now on, a job fills in the past. */
export async function aggregateEvents(tx: AnySql, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const begun = await tx<{ name: string }[]>`
    update event_definitions set aggregates = 'building' where name = any(${[...new Set(names)]}::text[]) and aggregates = 'none' returning name`;
  for (const { name } of begun) await enqueue(tx, AGGREGATE_JOB, { event: name }, { key: `${AGGREGATE_JOB}:${name}`, queue: 'segments' });
}

/**
 * Makes the daily aggregates of these profiles anew from their events, for the events that have aggregates (or only `names`).
 * The caller holds the profiles' locks. For back-fills, and for merges and splits after they have moved events.
 */
export async function recomputeAggregates(tx: TransactionSql, profileIds: readonly string[], names?: readonly string[]): Promise<void> {
  if (profileIds.length === 0) return;
  const chosen = await tx<{ name: string; key: number }[]>`
    select name, key from event_definitions where aggregates <> 'none' ${names ? tx`and name = any(${[...names]}::text[])` : tx``}`;
  if (chosen.length === 0) return;
  const ids = [...profileIds];
  await tx`delete from daily_aggregates where profile_id = any(${ids}::uuid[]) and event_key = any(${chosen.map((c) => c.key)}::smallint[])`;
  await tx`
    insert into daily_aggregates (profile_id, event_key, day, n, sum)
    select e.profile_id, d.key, (e.occurred_at at time zone 'UTC')::date, count(*), coalesce(sum(e.value), 0)
    from events e join unnest(${chosen.map((c) => c.name)}::text[], ${chosen.map((c) => c.key)}::smallint[]) d(name, key) on d.name = e.name
    where e.profile_id = any(${ids}::uuid[]) and e.name = any(${chosen.map((c) => c.name)}::text[])
    group by 1, 2, 3 order by 1, 2, 3`;
}
