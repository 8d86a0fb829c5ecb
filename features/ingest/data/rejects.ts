import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { maskJson } from '@/features/access/core/mask-json';
import type { PersonalData } from '@/features/access/types';
import { csvLine } from '@/lib/csv';
import { readCursor, writeCursor } from '@/lib/cursor';

/** A refused event as its reader may see it. */
export type Reject = {
  id: string;
  receivedAt: string;
  stage: 'accept' | 'mapping' | 'pipeline';
  code: string;
  reason: string;
  messageId: string | null;
  raw: string;
  replayedAt: string | null;
};

export type RejectPage = { rejects: Reject[]; next: string | null; waiting: number };

type Row = Omit<Reject, 'receivedAt' | 'replayedAt'> & { at: string; receivedAt: Date; replayedAt: Date | null };

const PAGE = 50;
const place = z.tuple([z.string(), z.uuid()]);

/** Refused events of a source, newest first. `waiting`: how many were not replayed yet, counted up to 10,000. */
export async function listRejects(
  sql: AnySql,
  sourceId: string,
  cursor: string | undefined,
  personalData: PersonalData,
): Promise<RejectPage> {
  const after = cursor === undefined ? null : readCursor(place, cursor);
  const [rows, [count]] = await Promise.all([
    sql<Row[]>`
      select id, received_at::text as at, received_at as "receivedAt", stage, code, reason, message_id as "messageId", raw, replayed_at as "replayedAt"
      from rejects where source_id = ${sourceId}
        ${after ? sql`and (received_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
      order by received_at desc, id desc limit ${PAGE + 1}`,
    sql<{ n: number }[]>`
      select count(*)::int as n from (select 1 from rejects where source_id = ${sourceId} and replayed_at is null limit 10000) w`,
  ]);
  const page = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? page.at(-1) : undefined;
  return {
    rejects: page.map((r) => show(r, personalData)),
    next: last ? writeCursor([last.at, last.id]) : null,
    waiting: count?.n ?? 0,
  };
}

function show({ at: _, ...row }: Row, personalData: PersonalData): Reject {
  return {
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    replayedAt: row.replayedAt?.toISOString() ?? null,
    raw: maskRaw(row.raw, personalData),
  };
}

/** Raw text that is no JSON any more (cut off) cannot be masked, so it is hidden from all who may not see everything. */
function maskRaw(raw: string, personalData: PersonalData): string {
  if (personalData === 'full') return raw;
  try {
    return JSON.stringify(maskJson(JSON.parse(raw), personalData));
  } catch {
    return '•••';
  }
}

/** All refused events of a source, or of one reading of it, as CSV, streamed; the raw event is the last column. */
export async function* rejectsCsv(sql: AnySql, sourceId: string, runId?: string): AsyncGenerator<string> {
  yield csvLine(['received_at', 'stage', 'code', 'reason', 'message_id', 'replayed_at', 'event']);
  const rows = sql<
    { at: Date; stage: string; code: string; reason: string; messageId: string | null; replayed: Date | null; raw: string }[]
  >`
    select received_at as at, stage, code, reason, message_id as "messageId", replayed_at as replayed, raw
    from rejects where source_id = ${sourceId} ${runId === undefined ? sql`` : sql`and run_id = ${runId}`} order by received_at, id`;
  for await (const some of rows.cursor(500)) {
    yield some
      .map((r) => csvLine([r.at.toISOString(), r.stage, r.code, r.reason, r.messageId ?? '', r.replayed?.toISOString() ?? '', r.raw]))
      .join('');
  }
}
