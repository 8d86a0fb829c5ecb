import { sql } from '@/db/client';
import type { InboxEnvelope } from '@/features/ingest/types';
import { type Finder, finderOf } from '../core/spellings';
import { addProgress, holdErasure } from '../data/erasure-row';
import type { Cluster } from '../types';

const AT_ONCE = 500;
const EMPTY = '{"batch":[]}';

/**
 * Takes the person's events out of accepted requests, those that wait and those that are through but whose partition is still there. The rows
 * themselves stay: the lanes count them.
 */
export async function forgetInbox(erasureId: string, cluster: Cluster, signal: AbortSignal): Promise<void> {
  const finder = finderOf(cluster);
  type Row = { lane: number; seq: string; body: string };
  const read = sql()<Row[]>`select lane, seq::text as seq, body from inbox`;
  for await (const rows of read.cursor(AT_ONCE)) {
    signal.throwIfAborted();
    const changed = rows.flatMap(({ body, ...row }) => {
      const rest = finder.finds(body) ? without(body, finder) : undefined;
      return rest === undefined ? [] : [{ ...row, ...rest }];
    });
    if (changed.length === 0) continue;
    await sql().begin(async (tx) => {
      const held = await holdErasure(tx, erasureId, 'content');
      if (!held) return;
      for (const { lane, seq, body } of changed) await tx`update inbox set body = ${body} where lane = ${lane} and seq = ${seq}`;
      await addProgress(tx, held, 'rows', { inbox: changed.reduce((sum, { gone }) => sum + gone, 0) });
    });
  }
}

/** The request without the person's events, and how many those were; one that is left empty keeps nothing of its sender. */
export function without(body: string, finder: Finder): { body: string; gone: number } | undefined {
  let envelope: InboxEnvelope;
  try {
    envelope = JSON.parse(body) as InboxEnvelope;
  } catch {
    return { body: EMPTY, gone: 1 };
  }
  const batch = envelope.batch.filter((event) => !finder.finds(JSON.stringify(event)));
  const gone = envelope.batch.length - batch.length;
  if (gone === 0) return undefined;
  return { body: batch.length === 0 ? EMPTY : JSON.stringify({ ...envelope, batch }), gone };
}
