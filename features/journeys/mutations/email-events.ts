import type { TransactionSql } from '@/db/client';
import { laneOf } from '@/features/ingest/core/lane';
import { appendToInbox } from '@/features/ingest/mutations';
import type { RawEvent } from '@/features/ingest/types';
import { assert } from '@/lib/errors';
import { EMAIL_SOURCE } from '../constants';

export type EmailEvent = {
  name: string;
  /** Of the message and what happened to it: the same event twice counts once. */
  key: string;
  at: Date;
  identifier: { type: string; value: string };
  properties: Record<string, string | boolean>;
};

/**
 * Tells the pipeline what happened to letters, in the caller's transaction, as events of the system's own source. Call it last and commit
 * at once: it takes the inbox's append lock.
 */
export async function tellEvents(tx: TransactionSql, events: readonly EmailEvent[]): Promise<void> {
  if (events.length === 0) return;
  const [source] = await tx<{ id: string }[]>`select id from sources where kind = 'system' and name = ${EMAIL_SOURCE}`;
  assert(source, 'the source of e-mail events is there since the first migration');
  const receivedAt = new Date();
  await appendToInbox(
    tx,
    events.map((event) => ({
      lane: laneOf({ userId: event.identifier.value }),
      sourceId: source.id,
      mode: 'live' as const,
      receivedAt,
      body: JSON.stringify({ batch: [rawEvent(event)] }),
    })),
  );
}

function rawEvent({ name, key, at, identifier: { type, value }, properties }: EmailEvent): RawEvent {
  const base = { type: 'track' as const, event: name, messageId: key, timestamp: at.toISOString(), properties };
  if (type === 'user_id') return { ...base, userId: value };
  if (type === 'anonymous_id') return { ...base, anonymousId: value };
  return { ...base, context: { externalIds: [{ type, id: value, collection: 'users', encoding: 'none' }] } };
}
