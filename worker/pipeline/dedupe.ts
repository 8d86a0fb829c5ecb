import type { TransactionSql } from '@/db/client';
import { plain, texts, times } from '@/db/literals';
import type { PipelineEvent } from './types';

/**
 * Splits off events taken in before, in this batch or ever. Waits for a concurrent batch that holds the same one. Replays and
 * imports, or all when `thorough`, are also looked for among the stored events, because their message keys may have expired.
 */
export async function dedupe(
  tx: TransactionSql,
  events: readonly PipelineEvent[],
  { thorough }: { thorough: boolean },
): Promise<{ fresh: PipelineEvent[]; duplicates: PipelineEvent[] }> {
  const first = new Map<string, PipelineEvent>();
  for (const e of events) if (!first.has(e.id)) first.set(e.id, e);
  if (first.size === 0) return { fresh: [], duplicates: [] };
  const old = await findStored(
    tx,
    [...first.values()].filter((e) => thorough || e.mode !== 'live'),
  );
  const ids = [...first.keys()].filter((id) => !old.has(id)).sort();
  const rows = await tx<{ id: string }[]>`
    insert into message_keys (event_id, received_at)
    select id, clock_timestamp() from unnest(${plain(ids)}::text::uuid[]) k(id)
    on conflict (event_id) do nothing returning event_id as id`;
  const ours = new Set(rows.map((r) => r.id));
  const fresh: PipelineEvent[] = [];
  const duplicates: PipelineEvent[] = [];
  for (const e of events) (first.get(e.id) === e && ours.has(e.id) ? fresh : duplicates).push(e);
  return { fresh, duplicates };
}

/** Ids among these that are stored: by name and moment, which an index holds, so that any age is found. */
async function findStored(tx: TransactionSql, events: readonly PipelineEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const rows = await tx<{ id: string }[]>`
    select k.id from unnest(${texts(events.map((e) => e.name))}::text::text[], ${times(events.map((e) => e.occurredAt))}::text::timestamptz[],
      ${plain(events.map((e) => e.id))}::text::uuid[]) k(name, at, id)
    where exists (select from events e where e.name = k.name and e.occurred_at = k.at and e.id = k.id offset 0)`;
  return new Set(rows.map((r) => r.id));
}
