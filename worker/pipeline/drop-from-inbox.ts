import type { TransactionSql } from '@/db/client';
import type { InboxEnvelope, RawEvent } from '@/features/ingest/types';
import { hashId } from '@/lib/ids';
import type { PipelineEvent, Reject } from './types';

type Stretch = { lane: number; after: string; to: string };
type Unwanted = { events: readonly PipelineEvent[]; rejects: readonly Reject[] };

/**
 * Takes events of erased people out of the requests they came with, in the transaction that passes them: the rows themselves stay, since
 * the lane counts them. An emptied request keeps nothing of its sender either.
 */
export async function dropFromInbox(tx: TransactionSql, { lane, after, to }: Stretch, { events, rejects }: Unwanted): Promise<void> {
  if (events.length === 0 && rejects.length === 0) return;
  const ids = new Set(events.map((e) => e.id));
  const raws = new Set(rejects.map((r) => r.raw));
  const rows = await tx<{ seq: string; sourceId: string; body: string }[]>`
    select seq::text as seq, source_id as "sourceId", body from inbox where lane = ${lane} and seq > ${after} and seq <= ${to}`;
  for (const { seq, sourceId, body } of rows) {
    const rest = without(body, (event) => ids.has(hashId(sourceId, event.messageId)) || raws.has(JSON.stringify(event)), raws);
    if (rest !== undefined) await tx`update inbox set body = ${rest} where lane = ${lane} and seq = ${seq}`;
  }
}

/** The body without the events that are unwanted, or undefined when it holds none of them. */
function without(body: string, isUnwanted: (event: RawEvent) => boolean, raws: ReadonlySet<string>): string | undefined {
  if (raws.has(body)) return '{"batch":[]}';
  let envelope: InboxEnvelope;
  try {
    envelope = JSON.parse(body) as InboxEnvelope;
  } catch {
    return undefined;
  }
  const batch = envelope.batch.filter((event) => !isUnwanted(event));
  if (batch.length === envelope.batch.length) return undefined;
  return JSON.stringify(batch.length === 0 ? { batch } : { ...envelope, batch });
}
