import { randomUUID } from 'node:crypto';
import type { Sql } from '@/db/client';
import { LANES } from '@/features/ingest/constants';
import { laneOf } from '@/features/ingest/core/lane';
import { appendToInbox } from '@/features/ingest/mutations';
import type { InboxMode, RawEvent } from '@/features/ingest/types';
import { acquireLease } from '@/worker/pipeline/lease';
import { type BatchResult, runBatch } from '@/worker/pipeline/run-batch';

export type FeedOptions = { mode?: InboxMode; receivedAt?: Date; sentAt?: string; lane?: (event: RawEvent) => number; perRow?: number };

/** Puts events into the inbox as accepted requests would. */
export async function feed(sql: Sql, sourceId: string, events: readonly RawEvent[], options: FeedOptions = {}): Promise<void> {
  const { mode = 'live', receivedAt = new Date(), sentAt, lane = laneOf, perRow = 100 } = options;
  const lanes = new Map<number, RawEvent[]>();
  for (const e of events) {
    const n = lane(e);
    lanes.set(n, [...(lanes.get(n) ?? []), e]);
  }
  const rows = [...lanes].flatMap(([n, of]) =>
    Array.from({ length: Math.ceil(of.length / perRow) }, (_, i) => ({
      lane: n,
      sourceId,
      mode,
      receivedAt,
      body: JSON.stringify({ ...(sentAt === undefined ? {} : { sentAt }), batch: of.slice(i * perRow, (i + 1) * perRow) }),
    })),
  );
  await sql.begin((tx) => appendToInbox(tx, rows));
}

/** Processes everything that waits, lane by lane, or all lanes at once. */
export async function drain(sql: Sql, { limit = 1000, together = false } = {}): Promise<BatchResult[]> {
  const owner = randomUUID();
  await sql`update inbox_lanes set owner = null, lease_until = null`;
  const results: BatchResult[] = [];
  const one = async (lane: number) => {
    const lease = await acquireLease(sql, lane, owner);
    if (!lease) throw new Error(`Lane ${lane} is held by somebody else`);
    const size = { average: 1 };
    for (;;) {
      const result = await runBatch(sql, lease, { limit, size });
      if (!result) return;
      results.push(result);
    }
  };
  const lanes = Array.from({ length: LANES }, (_, n) => n);
  if (together) await Promise.all(lanes.map(one));
  else for (const lane of lanes) await one(lane);
  await sql`update inbox_lanes set owner = null, lease_until = null`;
  return results;
}

/** An enabled SDK source. */
export async function makeSource(sql: Sql, name = 'Web', priority = 0): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into sources (name, kind, priority) values (${name}, 'sdk', ${priority}) returning id`;
  return row?.id ?? '';
}
