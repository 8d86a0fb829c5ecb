import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { maskJson } from '@/features/access/core/mask-json';
import type { PersonalData } from '@/features/access/types';
import { csvLine } from '@/lib/csv';
import { readCursor, writeCursor } from '@/lib/cursor';
import { maskMessageId } from '../core/mask-message-id';

/** A refused event as its reader may see it. `reason` quotes what was found; who may not see everything is told the code instead. */
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
const HIDDEN = '•••';
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
    ...(personalData === 'full' ? {} : masked(row, personalData)),
    receivedAt: row.receivedAt.toISOString(),
    replayedAt: row.replayedAt?.toISOString() ?? null,
  };
}

/** What of a row may name a person. Raw text that is no JSON any more (cut off) cannot be masked, so it is hidden, and so is its message id. */
function masked(
  { code, raw, messageId }: Pick<Row, 'code' | 'raw' | 'messageId'>,
  personalData: PersonalData,
): Pick<Reject, 'reason' | 'raw' | 'messageId'> {
  try {
    const event: unknown = JSON.parse(raw);
    const key = recordKeyOf(event);
    const shown = maskJson(event, personalData);
    // Plain to the mask by its name; a message id may be made of the person's own all the same.
    if (isObject(shown) && 'messageId' in shown) shown.messageId = maskMessageId(String(shown.messageId), key, personalData);
    return { reason: code, raw: JSON.stringify(shown), messageId: messageId && maskMessageId(messageId, key, personalData) };
  } catch {
    return { reason: code, raw: HIDDEN, messageId: messageId && HIDDEN };
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function recordKeyOf(event: unknown): string | null {
  const { userId, anonymousId } = isObject(event) ? event : {};
  const key = userId ?? anonymousId;
  return typeof key === 'string' || typeof key === 'number' ? String(key) : null;
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
