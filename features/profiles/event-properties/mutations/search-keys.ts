import { setTimeout as sleep } from 'node:timers/promises';
import { type AnySql, sql, type TransactionSql } from '@/db/client';
import { lockProfiles } from '../../lock';
import { rebuildSearchKeys } from '../../mutations/rebuild-profiles';
import { type SearchKey, writeSearchKeys } from '../../mutations/write-search-keys';
import { CHUNK } from '../constants';
import type { Position } from '../schema';

type Property = { event: string; property: string };

/**
 * Waits until every transaction that has read which properties are searchable, maybe before the last change, has ended. Whoever
 * reads them later sees the change, and writes search keys by it.
 */
export async function waitForReaders(db: AnySql, signal: AbortSignal): Promise<void> {
  const readers = (among: string[] | null) => db<{ id: string }[]>`
    select distinct virtualtransaction as id from pg_locks
    where locktype = 'relation' and relation = 'event_properties'::regclass and granted and pid <> pg_backend_pid()
      and database = (select oid from pg_database where datname = current_database())
      and (${among}::text[] is null or virtualtransaction = any(${among}::text[]))`;
  let waiting = (await readers(null)).map((r) => r.id);
  while (waiting.length > 0) {
    signal.throwIfAborted();
    await sleep(25);
    waiting = (await readers(waiting)).map((r) => r.id);
  }
}

/** Whether the property is still as the job was told to make it; the row stays so until the transaction ends. */
export async function isStill(tx: AnySql, { event, property }: Property, searchable: boolean): Promise<boolean> {
  const [row] = await tx<{ searchable: boolean }[]>`
    select searchable from event_properties where event = ${event} and property = ${property} for share`;
  return row?.searchable === searchable;
}

/**
 * Enters the values of a property of the next thousand stored events, by time and id, under the lock of their profiles.
 * @returns where to go on; null when all are done, or the property was switched meanwhile
 */
export async function fillChunk({ event, property }: Property, after: Position | null): Promise<Position | null> {
  const behind = (db: AnySql) => (after ? db`and (occurred_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)` : db``);
  const next = await sql()<{ at: string; id: string; profileId: string }[]>`
    select to_json(occurred_at) #>> '{}' as at, id, profile_id as "profileId" from events
    where name = ${event} ${behind(sql())} order by occurred_at, id limit ${CHUNK}`;
  const last = next.at(-1);
  if (!last) return null;
  for (;;) {
    const outcome = await sql().begin(async (tx) => {
      const { locked } = await lockProfiles(tx, [...new Set(next.map((e) => e.profileId))]);
      if (!(await isStill(tx, { event, property }, true))) return 'switched';
      const rows = await tx<SearchKey[]>`
        select profile_id as "profileId", ${property}::text as kind, properties ->> ${property} as raw, id as "eventId", occurred_at as at
        from events where name = ${event} ${behind(tx)} and (occurred_at, id) <= (${last.at}::timestamptz, ${last.id}::uuid)
          and jsonb_typeof(properties -> ${property}) in ('string', 'number')`;
      const held = new Set(locked);
      await writeSearchKeys(
        tx,
        rows.filter((row) => held.has(row.profileId)),
      );
      // Those of profiles merged or split since the list was read go to the profile that has them now.
      return rows.filter((row) => !held.has(row.profileId)).map((row) => row.profileId);
    });
    if (outcome === 'switched') return null;
    if (outcome.length === 0) return { at: last.at, id: last.id };
    next.push(...outcome.map((profileId) => ({ ...last, profileId })));
  }
}

/**
 * Takes the values of an event's property out of the next profiles that have some; a number that another event's searchable property
 * gives too stays. @returns the last profile and how many were cleared; null when there was none behind `after`, or the property was
 * switched meanwhile
 */
export async function clearChunk({ event, property }: Property, after: string | null): Promise<{ last: string; cleared: number } | null> {
  const stale = await sql()<{ id: string }[]>`
    select distinct k.profile_id as id from search_keys k
    join events e on e.profile_id = k.profile_id and e.occurred_at = k.occurred_at and e.id = k.event_id and e.name = ${event}
    where k.kind = ${property} and ${after ? sql()`k.profile_id > ${after}::uuid` : sql()`true`} order by 1 limit ${CHUNK}`;
  const last = stale.at(-1);
  if (!last) return null;
  return sql().begin(async (tx: TransactionSql) => {
    const { locked } = await lockProfiles(
      tx,
      stale.map((row) => row.id),
    );
    if (!(await isStill(tx, { event, property }, false))) return null;
    await rebuildSearchKeys(tx, locked);
    return { last: last.id, cleared: locked.length };
  });
}
