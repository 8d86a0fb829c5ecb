import type postgres from 'postgres';
import type { TransactionSql } from '@/db/client';
import { hashId } from '@/lib/ids';
import { fromNodeKey } from '../core/normalise';
import { profileTables } from '../core/profile-tables';
import type { NodeKey } from '../types';

export type Move = { node: NodeKey; from: string; to: string };

const columnsOf = (table: string): string[] => [...(profileTables.find((t) => t.name === table)?.columns ?? [])];

/**
 * Moves identifiers between living profiles, and with them their records, events and search keys. Counters and folds of both
 * profiles are stale afterwards. All profiles must be locked and exist.
 */
export async function moveIdentifiers(tx: TransactionSql, moves: readonly Move[]): Promise<void> {
  const byPair = new Map<string, Move[]>();
  for (const m of moves) byPair.set(`${m.from} ${m.to}`, [...(byPair.get(`${m.from} ${m.to}`) ?? []), m]);
  for (const group of byPair.values()) {
    const [first] = group;
    if (!first) continue;
    const { from, to } = first;
    const ends = group.map((m) => fromNodeKey(m.node));
    await tx`
      update identifiers i set profile_id = ${to} from unnest(${ends.map((e) => e.type)}::text[], ${ends.map((e) => e.value)}::text[]) k(type, value)
      where i.type = k.type and i.value = k.value`;
    const moved = await tx<{ id: string }[]>`
      select id from records where profile_id = ${from} and key = any(${group.map((m) => m.node)}::text[])`;
    const recordIds = moved.map((r) => r.id);
    await copyRows(tx, 'records', from, to, tx`t.id = any(${recordIds}::uuid[])`);
    await moveEvents(tx, { from, to, where: tx`t.record_id = any(${recordIds}::uuid[])` });
  }
}

type Where = postgres.Fragment;

async function copyRows(tx: TransactionSql, table: string, from: string, to: string, where: Where): Promise<void> {
  const rest = columnsOf(table).filter((c) => c !== 'profile_id');
  await tx`insert into ${tx(table)} (profile_id, ${tx(rest)}) select ${to}, ${tx(rest.map((c) => `t.${c}`))}
    from ${tx(table)} t where t.profile_id = ${from} and ${where} on conflict do nothing`;
  await tx`delete from ${tx(table)} t where t.profile_id = ${from} and ${where}`;
}

async function moveEvents(tx: TransactionSql, { from, to, where }: { from: string; to: string; where: Where }): Promise<void> {
  const ids = (await tx<{ id: string }[]>`select t.id from events t where t.profile_id = ${from} and ${where}`).map((r) => r.id);
  if (ids.length === 0) return;
  await copyRows(tx, 'events', from, to, where);
  await copyRows(tx, 'search_keys', from, to, tx`t.event_id = any(${ids}::uuid[])`);
}

export type SharedDevice = {
  value: string;
  /** From when the device's anonymous events belong to neither person; null: it is one person's (again). */
  since: Date | null;
  ownProfile: string;
  sharedProfile: string;
};

/**
 * Puts a device's anonymous events where they belong after the moment changed from which two people use it: earlier ones with
 * the first person, later ones with the device's own profile. Both profiles must be locked. @returns the profiles whose rows changed
 */
export async function rebalanceDevice(tx: TransactionSql, device: SharedDevice): Promise<string[]> {
  const { value, since, ownProfile, sharedProfile } = device;
  const own = `anonymous_id:${value}`;
  const shared = `shared_anonymous_id:${value}`;
  const a = await relabel(tx, { from: ownProfile, to: sharedProfile, fromKey: own, toKey: shared, later: true, since });
  const b = await relabel(tx, { from: sharedProfile, to: ownProfile, fromKey: shared, toKey: own, later: false, since });
  return a || b ? [ownProfile, sharedProfile] : [];
}

type Relabel = { from: string; to: string; fromKey: NodeKey; toKey: NodeKey; later: boolean; since: Date | null };

async function relabel(tx: TransactionSql, { from, to, fromKey, toKey, later, since }: Relabel): Promise<boolean> {
  if (since === null && later) return false;
  const when = since === null ? tx`true` : later ? tx`t.occurred_at > ${since}` : tx`t.occurred_at <= ${since}`;
  const rows = await tx<{ id: string; source_id: string }[]>`
    select r.id, r.source_id from records r where r.profile_id = ${from} and r.key = ${fromKey}
      and exists (select from events t where t.profile_id = ${from} and t.record_id = r.id and ${when})`;
  for (const { id, source_id } of rows) {
    const newRecord = hashId(source_id, toKey);
    const where = tx`t.record_id = ${id} and ${when}`;
    await tx`
      insert into records (profile_id, id, source_id, key, birth_profile_id, first_seen_at, last_seen_at)
      select ${to}, ${newRecord}, ${source_id}, ${toKey}, ${to}, min(t.occurred_at), max(t.occurred_at)
      from events t where t.profile_id = ${from} and ${where}
      on conflict (profile_id, id) do nothing`;
    await moveEvents(tx, { from, to, where });
    await tx`update events set record_id = ${newRecord} where profile_id = ${to} and record_id = ${id}`;
    await rebuildRecord(tx, from, id);
    await rebuildRecord(tx, to, newRecord);
  }
  return rows.length > 0;
}

/** Folds a record's traits and moments anew from its events; a record without events goes. */
async function rebuildRecord(tx: TransactionSql, profileId: string, recordId: string): Promise<void> {
  await tx`
    update records r set first_seen_at = e.first_at, last_seen_at = e.last_at, traits = coalesce(e.traits, '{}')
    from (
      select min(v.occurred_at) as first_at, date_trunc('day', max(v.occurred_at)) as last_at, (
        select jsonb_object_agg(key, jsonb_build_object('v', value, 'at', to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'id', id))
        from (
          select distinct on (t.key) t.key, t.value, v.occurred_at, v.id
          from events v, lateral jsonb_each(
            case when v.type <> 'group' and jsonb_typeof(v.context -> 'traits') = 'object' then v.context -> 'traits' else '{}' end
            || case when v.type = 'identify' then v.properties else '{}' end) t
          where v.profile_id = ${profileId} and v.record_id = ${recordId}
          order by t.key, v.occurred_at desc, v.id desc
        ) latest
      ) as traits
      from events v where v.profile_id = ${profileId} and v.record_id = ${recordId} having count(*) > 0
    ) e
    where r.profile_id = ${profileId} and r.id = ${recordId}`;
  await tx`delete from records r where r.profile_id = ${profileId} and r.id = ${recordId}
    and not exists (select from events v where v.profile_id = ${profileId} and v.record_id = ${recordId})`;
}
