import type { AnySql, TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError, type Said } from '@/lib/errors';
import { byLane } from './core/by-lane';
import { checkEvent } from './core/check-event';
import { laneOf } from './core/lane';
import { refusalLimits, refusals } from './core/refusals';
import { mapRecord } from './mapping/map-record';
import { namedMappingSchema } from './mapping/named-mapping';
import { appendToInbox } from './mutations';
import type { InboxRow, RawEvent } from './types';

type Waiting = {
  id: string;
  sourceId: string;
  raw: string;
  messageId: string | null;
  receivedAt: Date;
  stage: 'accept' | 'mapping' | 'pipeline';
  mapping: unknown;
};

/** How a replay went: taken in again, and still refused. */
export type ReplayResult = { replayed: number; refused: number };

const CHUNK = 5_000;

/**
 * Sends one refused event through again, mended or as it was, with its first receive time. Repeating it is harmless: its
 * messageId stays. @throws AppError not_found, or invalid_input with what is still wrong
 */
export async function replayReject(tx: TransactionSql, scope: Scope, id: string, mended?: string): Promise<ReplayResult> {
  const [reject] = await tx<Waiting[]>`
    select r.id, r.source_id as "sourceId", r.raw, r.message_id as "messageId", r.received_at as "receivedAt", r.stage, c.mapping
    from rejects r left join source_connections c on c.source_id = r.source_id where r.id = ${id} for update of r`;
  if (!reject) throw new AppError('not_found', 'This event is no longer among the rejects.', { key: 'reject.gone' });
  const row = toInboxRow(mended === undefined ? reject : { ...reject, raw: mended });
  if ('message' in row) throw new AppError('invalid_input', row.message, { ...row, fields: [{ path: 'raw', message: row.message }] });
  await tx`update rejects set replayed_at = now() where id = ${id}`;
  await audit(tx, scope, {
    action: 'reject.replayed',
    subjectType: 'source',
    subjectId: reject.sourceId,
    details: { rejectId: id, mended: mended !== undefined },
  });
  await appendToInbox(tx, [row]);
  return { replayed: 1, refused: 0 };
}

/** Sends the refused events of a source that were not replayed yet through again, at most 5,000 a call; those still wrong stay. */
export async function replayRejects(tx: TransactionSql, scope: Scope, sourceId: string): Promise<ReplayResult> {
  const waiting = await tx<Waiting[]>`
    select r.id, r.source_id as "sourceId", r.raw, r.message_id as "messageId", r.received_at as "receivedAt", r.stage, c.mapping
    from rejects r left join source_connections c on c.source_id = r.source_id
    where r.source_id = ${sourceId} and r.replayed_at is null order by r.received_at, r.id limit ${CHUNK} for update of r`;
  const rows: InboxRow[] = [];
  const replayed: string[] = [];
  for (const reject of waiting) {
    const row = toInboxRow(reject);
    if ('message' in row) continue;
    rows.push(row);
    replayed.push(reject.id);
  }
  const result = { replayed: replayed.length, refused: waiting.length - replayed.length };
  await tx`update rejects set replayed_at = now() where id = any(${replayed})`;
  await audit(tx, scope, { action: 'rejects.replayed', subjectType: 'source', subjectId: sourceId, details: result });
  await appendToInbox(tx, rows);
  return result;
}

/** The row for the inbox, or what is wrong. */
function toInboxRow(waiting: Waiting): InboxRow | Said {
  const { id, sourceId, raw, messageId, receivedAt, stage } = waiting;
  let input: unknown;
  try {
    input = JSON.parse(raw);
  } catch {
    return { message: 'This is not valid JSON.', key: 'reject.notJson' };
  }
  const ownId = messageId ?? `reject-${id}`;
  if (stage === 'mapping') {
    const mapped = mapAgain(input, waiting.mapping, ownId);
    return 'message' in mapped ? mapped : (byLane([mapped.event], { sourceId, mode: 'replay', receivedAt })[0] as InboxRow);
  }
  const checked = checkEvent(input, () => ownId);
  if ('refusal' in checked) return { message: refusals[checked.refusal], key: `reject.${checked.refusal}`, values: refusalLimits };
  return { lane: laneOf(checked.event), sourceId, mode: 'replay', receivedAt, body: `{"batch":[${checked.json}]}` };
}

/** What the source gave goes through the mapping as it is now. */
function mapAgain(input: unknown, stored: unknown, messageId: string): { event: RawEvent } | Said {
  if (typeof input !== 'object' || input === null) return { message: 'This is no JSON object.', key: 'connector.notJson' };
  const mapping = namedMappingSchema.safeParse(stored);
  if (!mapping.success) return { message: 'Map its columns first.', key: 'connector.unmapped' };
  const mapped = mapRecord(input, mapping.data, messageId);
  return mapped.ok ? { event: mapped.event } : { message: mapped.reason, key: mapped.key, values: mapped.values };
}

const KEEP_DAYS = 90;
const KEEP_REPLAYED_DAYS = 30;

/** Deletes some refused events that nobody replayed in 90 days, or that were replayed 30 days ago. @returns how many, 0 when done */
export async function pruneRejects(sql: AnySql): Promise<number> {
  const gone = await sql`
    delete from rejects where id in (
      select id from rejects where received_at < now() - make_interval(days => ${KEEP_DAYS})
        or replayed_at < now() - make_interval(days => ${KEEP_REPLAYED_DAYS}) limit 10000)`;
  return gone.count;
}
