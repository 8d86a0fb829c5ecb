import type { TransactionSql } from '@/db/client';
import { plain, texts, times } from '@/db/literals';
import type { PipelineEvent } from './types';

/**
 * Splits off events taken in before, in this batch or ever. Waits for a concurrent batch that holds the same one. The keys of
 * replays and imports never expire, so that a file is known at any age. Whose key has gone is looked for among the stored events when
 * `thorough`: after the batch has met one of them.
 */
export async function dedupe(
  tx: TransactionSql,
  events: readonly PipelineEvent[],
  { thorough }: { thorough: boolean },
): Promise<{ fresh: PipelineEvent[]; duplicates: PipelineEvent[] }> {
  const first = new Map<string, PipelineEvent>();
  for (const e of events) if (!first.has(e.id)) first.set(e.id, e);
  if (first.size === 0) return { fresh: [], duplicates: [] };
  const old = thorough ? await findStored(tx, [...first.values()]) : new Set<string>();
  const unknown = [...first.values()].filter((e) => !old.has(e.id)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const rows = await tx<{ id: string }[]>`
    insert into message_keys (event_id, received_at)
    select id, case kind when 'live' then clock_timestamp() else 'infinity' end
    from unnest(${plain(unknown.map((e) => e.id))}::text::uuid[], ${plain(unknown.map((e) => e.mode))}::text::text[]) k(id, kind)
    on conflict (event_id) do nothing returning event_id as id`;
  const ours = new Set(rows.map((r) => r.id));
  const fresh: PipelineEvent[] = [];
  const duplicates: PipelineEvent[] = [];
  for (const e of events) (first.get(e.id) === e && ours.has(e.id) ? fresh : duplicates).push(e);
  return { fresh, duplicates };
}

/**
 * Ids among these that are stored: by name and moment, which an index holds, so that any age is found. Each moment is read once, however
 * many of these share it: the rows of a file without dates all have the moment of the file.
 */
async function findStored(tx: TransactionSql, events: readonly PipelineEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const rows = await tx<{ id: string }[]>`
    select e.id from (
      select distinct name, at from unnest(${texts(events.map((e) => e.name))}::text::text[],
        ${times(events.map((e) => e.occurredAt))}::text::timestamptz[]) k(name, at)) k
    cross join lateral (select e.id from events e where e.name = k.name and e.occurred_at = k.at offset 0) e
    where e.id = any(${plain(events.map((e) => e.id))}::text::uuid[])`;
  return new Set(rows.map((r) => r.id));
}
