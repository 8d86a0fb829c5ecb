import type { IncomingHttpHeaders } from 'node:http';
import { sql } from '@/db/client';
import { openConnector, readConnection } from '@/features/sources/connections/data/read-connection';
import { AppError } from '@/lib/errors';
import { keyedIds } from '@/lib/keyed-id';
import { log } from '@/lib/log';
import { byLane } from '../core/by-lane';
import { take } from '../core/token-bucket';
import { QUEUE_FULL } from '../http/group-commit';
import { parseJson } from '../http/read-body';
import { ingestStore } from '../http/store';
import { recordsOf } from '../mapping/flatten';
import { mapRecord } from '../mapping/map-record';
import { type NamedMapping, namedMappingSchema } from '../mapping/named-mapping';
import { inboxLines } from '../mutations';
import { storable } from '../pulls/core/storable';
import type { RawEvent, RejectRow } from '../types';

export type HookCall = { sourceId: string; headers: IncomingHttpHeaders; body: Buffer; now: Date };
export type HookAnswer = { status: 200 | 400 | 401 | 404 | 413 | 429 | 503; body: Record<string, unknown>; retryAfter?: number };

const MAX_RECORDS = 10_000;
const refuse = (status: Exclude<HookAnswer['status'], 200>, code: string, message: string): HookAnswer => ({
  status,
  body: { code, message },
});
const unknown = () => refuse(404, 'not_found', 'There is no such source.');

/**
 * Answers one call of a webhook. 200 means stored: what the mapping takes is in the inbox, what it does not is kept as a reject, to be
 * replayed when the mapping is mended. A call that is not signed as agreed is refused before it is read. Never throws.
 */
export async function receiveHook(call: HookCall): Promise<HookAnswer> {
  try {
    return await receive(call);
  } catch (err) {
    if (err instanceof AppError && (err.code === 'not_found' || err.code === 'conflict')) return unknown();
    log.warn({ err }, 'A webhook could not be stored');
    return err === QUEUE_FULL
      ? refuse(503, 'overloaded', 'Too many requests at once: try again shortly.')
      : refuse(503, 'unavailable', 'The database cannot be reached: try again shortly.');
  }
}

async function receive({ sourceId, headers, body, now }: HookCall): Promise<HookAnswer> {
  const connection = await readConnection(sql(), sourceId);
  if (!connection.enabled) return refuse(404, 'source_disabled', 'This source is disabled.');
  const { connector, settings } = await openConnector(sql(), connection);
  if (connector.variant !== 'webhook') return unknown();
  const verdict = connector.verify({ headers, body, now }, settings);
  if (!verdict.ok) return refuse(401, 'bad_signature', 'The signature is missing, too old or wrong.');
  const payload = payloadOf(headers, body);
  if (payload === undefined) return refuse(400, 'invalid_json', 'The body is no JSON object or list.');
  const records = recordsOf(payload, connection.selection?.items ?? null);
  if (records && records.length > MAX_RECORDS) return refuse(413, 'too_many_rows', 'A call may hold at most 10,000 rows.');
  const wait = waitFor(sourceId, connection.ratePerSecond, records?.length ?? 1, now);
  if (wait > 0) return { ...refuse(429, 'rate_limited', 'This source has reached its rate limit.'), retryAfter: wait };
  const mapping = namedMappingSchema.safeParse(connection.mapping);
  const idOf = keyedIds('webhook');
  // The same words may be said again in earnest: unless the sender names its messages, they are one only at one signed time, or on one day.
  const said = verdict.signedAt ?? now.toISOString().slice(0, 10);
  const name = verdict.id ?? `${said}:${body.toString('base64')}`;
  const taken = takeRecords(records ?? [payload], records ? mapping.data : undefined, sourceId, (n) => idOf(sourceId, name, String(n)));
  const rows = byLane(taken.events, { sourceId, mode: 'live', receivedAt: now });
  await ingestStore().commits.add({ lines: rows.length > 0 ? inboxLines(rows) : null, rejects: taken.rejects }, body.length);
  return { status: 200, body: { success: true, accepted: taken.events.length, kept: taken.rejects.length } };
}

/** Seconds to wait before so many rows may be sent; 0 when they may now. Counted per process, like the limits of write keys. */
function waitFor(sourceId: string, ratePerSecond: number | null, rows: number, now: Date): number {
  if (ratePerSecond === null || ratePerSecond <= 0) return 0;
  const { buckets } = ingestStore();
  const { bucket, waitSeconds } = take(buckets.get(sourceId), rows, ratePerSecond, now.getTime());
  buckets.set(sourceId, bucket);
  return waitSeconds;
}

/** JSON, or the fields of a form; undefined for anything else. */
function payloadOf(headers: IncomingHttpHeaders, body: Buffer): object | undefined {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  const value = parseJson(body)?.value;
  return typeof value === 'object' && value !== null ? value : undefined;
}

function takeRecords(
  records: readonly unknown[],
  mapping: NamedMapping | undefined,
  sourceId: string,
  idOf: (n: number) => string,
): { events: RawEvent[]; rejects: RejectRow[] } {
  const events: RawEvent[] = [];
  const rejects: RejectRow[] = [];
  for (const [n, record] of records.entries()) {
    const messageId = idOf(n);
    const mapped = mapping && mapRecord(record, mapping, messageId);
    if (mapped?.ok) events.push(mapped.event);
    else {
      const fault = mapped ?? { code: 'unmapped', reason: 'Nothing says yet what this means: map its fields, then replay.' };
      rejects.push({
        sourceId,
        stage: 'mapping',
        code: fault.code,
        reason: fault.reason,
        messageId,
        raw: storable(JSON.stringify(record)),
      });
    }
  }
  return { events, rejects };
}
