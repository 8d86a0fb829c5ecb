import type { TransactionSql } from '@/db/client';
import { plain, texts, times } from '@/db/literals';
import { foldText } from '../core/fold-text';

const LONGEST_KEY = 100;

/** An event's order or ticket number: `kind` is the property, `raw` the value as sent. */
export type SearchKey = { profileId: string; kind: string; raw: string; eventId: string; at: Date };

/** Enters numbers into support's search; of several events with one number the earliest stays. */
export async function writeSearchKeys(tx: TransactionSql, keys: readonly SearchKey[]): Promise<void> {
  const rows = new Map<string, SearchKey & { value: string }>();
  for (const key of keys) {
    const value = foldText(key.raw).slice(0, LONGEST_KEY);
    if (value === '') continue;
    const id = `${key.profileId} ${key.kind} ${value}`;
    const known = rows.get(id);
    if (known && (known.at < key.at || (known.at.getTime() === key.at.getTime() && known.eventId <= key.eventId))) continue;
    rows.set(id, { ...key, value });
  }
  if (rows.size === 0) return;
  const list = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, r]) => r);
  await tx`
    insert into search_keys (profile_id, kind, value, event_id, occurred_at)
    select * from unnest(${plain(list.map((r) => r.profileId))}::text::uuid[], ${texts(list.map((r) => r.kind))}::text::text[], ${texts(list.map((r) => r.value))}::text::text[],
      ${plain(list.map((r) => r.eventId))}::text::uuid[], ${times(list.map((r) => r.at))}::text::timestamptz[])
    on conflict (profile_id, kind, value) do update set event_id = excluded.event_id, occurred_at = excluded.occurred_at
    where (excluded.occurred_at, excluded.event_id) < (search_keys.occurred_at, search_keys.event_id)`;
}
