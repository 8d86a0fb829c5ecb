import type { TransactionSql } from '@/db/client';
import { copyIn, copyLine } from '@/db/copy';
import type { PipelineEvent } from '../types';

const COLUMNS = [
  'profile_id',
  'occurred_at',
  'id',
  'record_id',
  'source_id',
  'received_at',
  'type',
  'name',
  'value',
  'currency',
  'message_id',
  'properties',
  'context',
] as const;

const fields = (e: PipelineEvent): (string | number | null)[] => [
  e.profileId,
  e.occurredAt.toISOString(),
  e.id,
  e.recordId,
  e.sourceId,
  e.receivedAt.toISOString(),
  e.type,
  e.name,
  e.value,
  e.currency,
  e.messageId,
  JSON.stringify(e.properties),
  JSON.stringify(e.context),
];

/**
 * Stores events, in index order. A single one goes by INSERT, whose error says what is wrong with it; COPY's does not reach us.
 */
export async function writeEvents(tx: TransactionSql, events: readonly PipelineEvent[]): Promise<void> {
  if (events.length === 0) return;
  const columns = COLUMNS.join(', ');
  const [only] = events;
  if (events.length === 1 && only) {
    const values = COLUMNS.map((_, n) => `$${n + 1}::text`).map((v, n) => `${v}${CASTS[COLUMNS[n] ?? ''] ?? ''}`);
    await tx.unsafe(
      `insert into events (${columns}) values (${values.join(', ')})`,
      fields(only).map((f) => (f === null ? null : String(f))),
    );
    return;
  }
  const sorted = [...events].sort((a, b) =>
    a.profileId < b.profileId ? -1 : a.profileId > b.profileId ? 1 : a.occurredAt.getTime() - b.occurredAt.getTime(),
  );
  await copyIn(
    tx,
    `copy events (${columns}) from stdin`,
    sorted.map((e) => copyLine(fields(e))),
  );
}

const CASTS: Record<string, string> = {
  profile_id: '::uuid',
  occurred_at: '::timestamptz',
  id: '::uuid',
  record_id: '::uuid',
  source_id: '::uuid',
  received_at: '::timestamptz',
  value: '::float8',
  properties: '::jsonb',
  context: '::jsonb',
};
