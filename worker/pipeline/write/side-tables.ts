import { moments } from '@/db/arrays';
import type { TransactionSql } from '@/db/client';
import { foldText } from '@/features/profiles/core/fold-text';
import type { PipelineEvent } from '../types';
import type { SearchableOf } from './definitions';

const MAX_KEY = 100;

/** Enters the order and ticket numbers of events into support's search; the earliest event of a number stays. */
export async function writeSearchKeys(tx: TransactionSql, events: readonly PipelineEvent[], searchable: SearchableOf): Promise<void> {
  const rows = new Map<string, { profileId: string; kind: string; value: string; eventId: string; at: Date }>();
  for (const e of events) {
    for (const property of searchable(e.name)) {
      const raw = e.properties[property];
      if (typeof raw !== 'string' && typeof raw !== 'number') continue;
      const value = foldText(String(raw)).slice(0, MAX_KEY);
      if (value === '') continue;
      const key = `${e.profileId} ${property} ${value}`;
      const known = rows.get(key);
      if (known && (known.at < e.occurredAt || (known.at.getTime() === e.occurredAt.getTime() && known.eventId <= e.id))) continue;
      rows.set(key, { profileId: e.profileId, kind: property, value, eventId: e.id, at: e.occurredAt });
    }
  }
  if (rows.size === 0) return;
  const list = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, r]) => r);
  await tx`
    insert into search_keys (profile_id, kind, value, event_id, occurred_at)
    select * from unnest(${list.map((r) => r.profileId)}::uuid[], ${list.map((r) => r.kind)}::text[], ${list.map((r) => r.value)}::text[],
      ${list.map((r) => r.eventId)}::uuid[], ${moments(list.map((r) => r.at))}::text[]::timestamptz[])
    on conflict (profile_id, kind, value) do update set event_id = excluded.event_id, occurred_at = excluded.occurred_at
    where (excluded.occurred_at, excluded.event_id) < (search_keys.occurred_at, search_keys.event_id)`;
}

/** Memberships of groups, and what `group` calls say about the groups: the latest value of each trait of the group stays. */
export async function writeGroups(tx: TransactionSql, events: readonly PipelineEvent[]): Promise<void> {
  const calls = events.filter((e) => e.type === 'group' && e.groupId !== undefined);
  if (calls.length === 0) return;
  const members = new Map(calls.map((e) => [`${e.profileId} ${e.groupId}`, e]));
  for (const e of calls) {
    const known = members.get(`${e.profileId} ${e.groupId}`);
    if (known && e.occurredAt < known.occurredAt) members.set(`${e.profileId} ${e.groupId}`, e);
  }
  const rows = [...members].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, e]) => e);
  await tx`
    insert into profile_groups (profile_id, group_id, joined_at)
    select * from unnest(${rows.map((e) => e.profileId)}::uuid[], ${rows.map((e) => e.groupId ?? '')}::text[], ${moments(rows.map((e) => e.occurredAt))}::text[]::timestamptz[])
    on conflict (profile_id, group_id) do update set joined_at = least(profile_groups.joined_at, excluded.joined_at)`;
  const latest = new Map<string, PipelineEvent[]>();
  for (const e of calls) latest.set(e.groupId ?? '', [...(latest.get(e.groupId ?? '') ?? []), e]);
  for (const [groupId, of] of [...latest].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const ordered = of.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1));
    const traits = Object.assign({}, ...ordered.map((e) => e.properties));
    delete traits.groupId;
    const at = ordered.at(-1)?.occurredAt ?? new Date(0);
    await tx`
      insert into groups (id, traits, updated_at) values (${groupId}, ${JSON.stringify(traits)}::text::jsonb, ${at})
      on conflict (id) do update set
        traits = case when excluded.updated_at >= groups.updated_at then groups.traits || excluded.traits else excluded.traits || groups.traits end,
        updated_at = greatest(groups.updated_at, excluded.updated_at)`;
  }
}
