import type { TransactionSql } from '@/db/client';
import { hashId } from '@/lib/ids';
import { ZONE_TEXT } from '@/lib/time-zone';
import type { NodeKey } from '../types';
import { moveEvents, type Where } from './move-identifiers';

/** A device's profiles: that of the first person who used it, and its own. `since`: from when it is shared; null: it is not. */
export type Device = { value: string; since: Date | null; own: string; shared: string };

/** Gives the device's own profile the anonymous events from after the moment. Both profiles must be locked. @returns whether any */
export async function moveToDevice(tx: TransactionSql, { value, since, own, shared }: Device): Promise<boolean> {
  if (since === null) return false;
  const when = tx`t.occurred_at > ${since}`;
  return relabel(tx, { from: own, to: shared, fromKey: `anonymous_id:${value}`, toKey: `shared_anonymous_id:${value}`, when });
}

/** Gives the first person back the anonymous events up to the moment. Both profiles must be locked. @returns whether any */
export async function moveFromDevice(tx: TransactionSql, { value, since, own, shared }: Device): Promise<boolean> {
  const when = since === null ? tx`true` : tx`t.occurred_at <= ${since}`;
  return relabel(tx, { from: shared, to: own, fromKey: `shared_anonymous_id:${value}`, toKey: `anonymous_id:${value}`, when });
}

type Relabel = { from: string; to: string; fromKey: NodeKey; toKey: NodeKey; when: Where };

async function relabel(tx: TransactionSql, { from, to, fromKey, toKey, when }: Relabel): Promise<boolean> {
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
            case when (v.type = 'identify' or v.type <> 'group' and jsonb_typeof(v.context -> 'traits') = 'object') and v.context ->> 'timezone' ~ ${ZONE_TEXT}
              then jsonb_build_object('timezone', v.context -> 'timezone') else '{}' end
            || case when v.type <> 'group' and jsonb_typeof(v.context -> 'traits') = 'object' then v.context -> 'traits' else '{}' end
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
