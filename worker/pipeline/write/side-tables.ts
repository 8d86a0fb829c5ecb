import type { TransactionSql } from '@/db/client';
import { plain, texts, times } from '@/db/literals';
import type { SearchKey } from '@/features/profiles/mutations/write-search-keys';
import type { PipelineEvent } from '../types';
import type { SearchableOf } from './searchable';

/** The order and ticket numbers that events carry. */
export function searchKeysOf(events: readonly PipelineEvent[], searchable: SearchableOf): SearchKey[] {
  const keys: SearchKey[] = [];
  for (const e of events) {
    for (const kind of searchable(e.name)) {
      const raw = e.properties[kind];
      if (typeof raw !== 'string' && typeof raw !== 'number') continue;
      keys.push({ profileId: e.profileId, kind, raw: String(raw), eventId: e.id, at: e.occurredAt });
    }
  }
  return keys;
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
    select * from unnest(${plain(rows.map((e) => e.profileId))}::text::uuid[], ${texts(rows.map((e) => e.groupId ?? ''))}::text::text[], ${times(rows.map((e) => e.occurredAt))}::text::timestamptz[])
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
