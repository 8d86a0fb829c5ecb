import { hashId } from '@/lib/ids';
import { LANES, MAX_BATCH_EVENTS, MAX_BODY_BYTES } from '../constants';
import type { InboxMode, InboxRow, RawEvent, RejectRow } from '../types';
import { checkEvent } from './check-event';
import { cleanText } from './clean-json';
import type { Endpoint } from './endpoints';
import { laneOf } from './lane';
import { readTime } from './read-time';
import { type RefusalCode, refusals } from './refusals';

/** Longest raw text kept of a refused event: one cut off cannot be replayed. */
export const MAX_REJECT_RAW = 64 * 1024;

/** Batch context is merged into every item: the sum may grow to this, no further. */
const MAX_EXPANDED_BYTES = 4 * MAX_BODY_BYTES;

export type CallOptions = {
  endpoint: Endpoint;
  sourceId: string;
  receivedAt: Date;
  fromBrowser: boolean;
  ip: string | undefined;
  userAgent: string | undefined;
  newMessageId: () => string;
};

/** A parsed request as rows for the inbox and refused events. `count` events in all; `bytes` to be written. */
export type ReadCall = {
  problem?: 'no_events' | 'too_many_events' | 'too_large';
  count: number;
  accepted: number;
  rows: InboxRow[];
  rejects: RejectRow[];
  named: { index: number; messageId?: string | undefined; code: string; message: string }[];
  bytes: number;
};

type Bag = Record<string, unknown>;
const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Turns the body of a call into rows: one per lane, and one reject per refused event. Pure but for `newMessageId`. */
export function readCall(body: unknown, options: CallOptions): ReadCall {
  const { endpoint, sourceId, receivedAt } = options;
  const result: ReadCall = { count: 0, accepted: 0, rows: [], rejects: [], named: [], bytes: 0 };
  if (!isBag(body)) return { ...result, problem: 'no_events' };
  const items = itemsOf(body, endpoint);
  if (items.length === 0) return { ...result, problem: 'no_events' };
  if (items.length > MAX_BATCH_EVENTS) return { ...result, problem: 'too_many_events', count: items.length };
  result.count = items.length;
  const mode: InboxMode = endpoint.kind === 'batch' ? endpoint.mode : 'live';
  const sentAt = mode === 'import' ? null : readTime(body.sentAt);
  const lanes = new Array<string>(LANES).fill('');
  const messageId = mode === 'import' ? (event: RawEvent) => `import-${hashId(sourceId, JSON.stringify(event))}` : options.newMessageId;

  for (const [index, item] of items.entries()) {
    const checked = checkEvent(item, messageId);
    if ('refusal' in checked) {
      refuse(result, index, item, checked.refusal, sentAt, options);
      continue;
    }
    if (mode === 'import' && checked.event.sentAt !== undefined) {
      const { sentAt: _, ...event } = checked.event;
      checked.json = JSON.stringify(event);
    }
    const lane = laneOf(checked.event);
    lanes[lane] += lanes[lane] === '' ? checked.json : `,${checked.json}`;
    result.accepted++;
    result.bytes += checked.json.length;
    if (result.bytes > MAX_EXPANDED_BYTES) return { ...result, problem: 'too_large' };
  }
  const head = envelopeHead(items[0], sentAt, options);
  for (const [lane, events] of lanes.entries()) {
    if (events !== '') result.rows.push({ lane, sourceId, mode, receivedAt, body: `${head}"batch":[${events}]}` });
  }
  return result;
}

/** The events of the body, with the type that the path says, or with the batch's context and integrations merged in. */
function itemsOf(body: Bag, endpoint: Endpoint): unknown[] {
  if (endpoint.kind === 'single') return [{ ...body, type: endpoint.type }];
  if (!Array.isArray(body.batch)) return [];
  const merged = (['context', 'integrations'] as const).filter((field) => isBag(body[field]) && Object.keys(body[field]).length > 0);
  if (merged.length === 0) return body.batch;
  return body.batch.map((item: unknown) => {
    if (!isBag(item)) return item;
    const copy = { ...item };
    for (const field of merged)
      if (copy[field] == null || isBag(copy[field])) copy[field] = { ...(body[field] as Bag), ...(copy[field] as Bag | undefined) };
    return copy;
  });
}

const DEVICE_LIBRARY = /kotlin|swift|android|ios|react-native|flutter|unity|analytics\.js/i;

/** Address and user agent are kept only when the caller is the person's own device, not a company's server. */
function envelopeHead(first: unknown, sentAt: string | null, { fromBrowser, ip, userAgent }: CallOptions): string {
  const context = isBag(first) && isBag(first.context) ? first.context : {};
  const library = isBag(context.library) && typeof context.library.name === 'string' ? context.library.name : '';
  const own = fromBrowser || context.direct === true || DEVICE_LIBRARY.test(library);
  const head = {
    ...(sentAt === null ? {} : { sentAt }),
    ...(own && ip ? { ip } : {}),
    ...(own && userAgent ? { userAgent: cleanText(userAgent).slice(0, 1000) } : {}),
  };
  const text = JSON.stringify(head);
  return text === '{}' ? '{' : `${text.slice(0, -1)},`;
}

function refuse(
  result: ReadCall,
  index: number,
  item: unknown,
  code: RefusalCode,
  sentAt: string | null,
  { endpoint, sourceId, receivedAt }: CallOptions,
): void {
  const id = isBag(item) && typeof item.messageId === 'string' ? cleanText(item.messageId).slice(0, 255) : undefined;
  const isImport = endpoint.kind === 'batch' && endpoint.mode === 'import';
  const raw =
    code === 'too_deep' ? '(nested too deep to show)' : JSON.stringify(forReplay(item, sentAt, isImport)).slice(0, MAX_REJECT_RAW);
  const reason = refusals[code];
  result.rejects.push({ sourceId, stage: 'accept', code, reason, raw, messageId: id, receivedAt });
  result.named.push({ index, messageId: id, code, message: reason });
  result.bytes += raw.length;
}

/** The event with all that a replay needs to date it alike, and without the write key that a single call may carry. */
function forReplay(item: unknown, sentAt: string | null, isImport: boolean): unknown {
  if (!isBag(item)) return item;
  const { writeKey: _, sentAt: own, ...rest } = item;
  const sent = isImport ? undefined : (own ?? sentAt ?? undefined);
  return sent === undefined ? rest : { ...rest, sentAt: sent };
}
