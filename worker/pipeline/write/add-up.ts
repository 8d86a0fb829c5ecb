import type { TransactionSql } from '@/db/client';
import { plain, texts, times } from '@/db/literals';
import type { PipelineEvent, Reject } from '../types';

const dayText = (at: Date): string => at.toISOString().slice(0, 10);

/** Adds events to the per-profile daily aggregates of those that rules or panels read. */
export async function addToAggregates(
  tx: TransactionSql,
  events: readonly PipelineEvent[],
  keys: ReadonlyMap<string, number>,
): Promise<void> {
  if (keys.size === 0) return;
  const cells = new Map<string, { profileId: string; key: number; day: string; n: number; sum: number }>();
  for (const e of events) {
    const key = keys.get(e.name);
    if (key === undefined) continue;
    const day = dayText(e.occurredAt);
    const id = `${e.profileId}${key} ${day}`;
    const cell = cells.get(id);
    if (cell) {
      cell.n += 1;
      cell.sum += e.value ?? 0;
    } else cells.set(id, { profileId: e.profileId, key, day, n: 1, sum: e.value ?? 0 });
  }
  if (cells.size === 0) return;
  const rows = [...cells.values()].sort((a, b) =>
    a.profileId < b.profileId ? -1 : a.profileId > b.profileId ? 1 : a.key - b.key || (a.day < b.day ? -1 : 1),
  );
  await tx`
    insert into daily_aggregates (profile_id, event_key, day, n, sum)
    select * from unnest(${plain(rows.map((r) => r.profileId))}::text::uuid[], ${plain(rows.map((r) => r.key))}::text::smallint[], ${plain(rows.map((r) => r.day))}::text::date[],
      ${plain(rows.map((r) => r.n))}::text::int[], ${plain(rows.map((r) => r.sum))}::text::float8[])
    on conflict (profile_id, event_key, day) do update set n = daily_aggregates.n + excluded.n, sum = daily_aggregates.sum + excluded.sum`;
}

/** Adds events to the totals by day, event and source. Every lane writes these few rows: call it last before the commit. */
export async function addToRollups(tx: TransactionSql, events: readonly PipelineEvent[]): Promise<void> {
  const cells = new Map<string, { day: string; name: string; sourceId: string; n: number; sum: number }>();
  for (const e of events) {
    const day = dayText(e.occurredAt);
    const id = `${day} ${e.sourceId} ${e.name}`;
    const cell = cells.get(id);
    if (cell) {
      cell.n += 1;
      cell.sum += e.value ?? 0;
    } else cells.set(id, { day, name: e.name, sourceId: e.sourceId, n: 1, sum: e.value ?? 0 });
  }
  if (cells.size === 0) return;
  const rows = [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, c]) => c);
  await tx`
    insert into event_rollups (day, name, source_id, n, sum)
    select * from unnest(${plain(rows.map((r) => r.day))}::text::date[], ${texts(rows.map((r) => r.name))}::text::text[], ${plain(rows.map((r) => r.sourceId))}::text::uuid[],
      ${plain(rows.map((r) => r.n))}::text::bigint[], ${plain(rows.map((r) => r.sum))}::text::float8[])
    on conflict (day, name, source_id) do update set n = event_rollups.n + excluded.n, sum = event_rollups.sum + excluded.sum`;
}

type Outcome = 'stored' | 'duplicate' | 'suppressed' | 'rejected';

/** Counts what became of each event by source and hour of receipt; `received` is their sum. */
export async function addToStats(tx: TransactionSql, outcomes: Record<Outcome, readonly (PipelineEvent | Reject)[]>): Promise<void> {
  const cells = new Map<string, { sourceId: string; hour: Date; outcome: string; n: number }>();
  const add = (sourceId: string, receivedAt: Date, outcome: string) => {
    const hour = new Date(Math.floor(receivedAt.getTime() / 3_600_000) * 3_600_000);
    const id = `${sourceId} ${hour.getTime()} ${outcome}`;
    const cell = cells.get(id);
    if (cell) cell.n += 1;
    else cells.set(id, { sourceId, hour, outcome, n: 1 });
  };
  for (const [outcome, list] of Object.entries(outcomes)) {
    for (const { sourceId, receivedAt } of list) {
      add(sourceId, receivedAt, outcome);
      add(sourceId, receivedAt, 'received');
    }
  }
  if (cells.size === 0) return;
  const rows = [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, c]) => c);
  await tx`
    insert into source_stats (source_id, hour, outcome, n)
    select * from unnest(${plain(rows.map((r) => r.sourceId))}::text::uuid[], ${times(rows.map((r) => r.hour))}::text::timestamptz[], ${texts(rows.map((r) => r.outcome))}::text::text[],
      ${plain(rows.map((r) => r.n))}::text::bigint[])
    on conflict (source_id, hour, outcome) do update set n = source_stats.n + excluded.n`;
}
