import type { TransactionSql } from '@/db/client';
import { assert } from '@/lib/errors';
import { parseRow } from './parse/parse-row';
import type { InboxRow, PipelineEvent, Reject } from './types';

export type Batch = {
  events: PipelineEvent[];
  rejects: Reject[];
  /** The last row read, to which the cursor moves. */
  lastSeq: string;
  rows: number;
  /** The cursor it was read from. */
  after: string;
  /** Whether more was waiting than was taken. */
  full: boolean;
};

/** Events per row, as lately seen in a lane: says how many rows to ask for. */
export type RowSize = { average: number };

/** Reads and parses rows after the cursor, until there are `limit` events; always whole rows. Undefined when none is waiting. */
export async function readBatch(
  tx: TransactionSql,
  { lane, cursor, limit, size }: { lane: number; cursor: string; limit: number; size: RowSize },
): Promise<Batch | undefined> {
  const wanted = Math.max(1, Math.ceil(limit / size.average));
  const rows = await tx<InboxRow[]>`
    select i.seq::text as seq, i.source_id, i.mode, i.received_at, i.body from inbox i where i.lane = ${lane} and i.seq > ${cursor} order by i.seq limit ${wanted}`;
  if (rows.length === 0) return undefined;
  const [settings] = await tx<{ country: unknown }[]>`select value as country from settings where key = 'country'`;
  const country = typeof settings?.country === 'string' ? settings.country : undefined;
  const batch: Batch = { events: [], rejects: [], lastSeq: cursor, rows: 0, after: cursor, full: rows.length === wanted };
  let total = 0;
  for (const row of rows) {
    if (total >= limit) {
      batch.full = true;
      break;
    }
    assert(BigInt(row.seq) > BigInt(batch.lastSeq), 'rows of the inbox are read in their order');
    const parsed = parseRow(row, country);
    total += parsed.total;
    batch.events.push(...parsed.events);
    batch.rejects.push(...parsed.rejects);
    batch.lastSeq = row.seq;
    batch.rows += 1;
  }
  size.average = Math.max(1, size.average * 0.8 + (total / batch.rows) * 0.2);
  return batch;
}
