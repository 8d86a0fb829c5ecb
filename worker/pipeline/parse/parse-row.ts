import { normaliseIdentifier } from '@/features/identity/core/normalise';
import type { InboxEnvelope, RawEvent } from '@/features/ingest/types';
import { hashId } from '@/lib/ids';
import type { InboxRow, PipelineEvent, Reject } from '../types';
import { eventIdentifiers, personTraits } from './event-identifiers';
import { eventTime, isStorableTime } from './event-time';
import { eventCurrency, eventValue } from './event-value';

const STANDARD_NAMES = { page: '$page', screen: '$screen', identify: '$identify', group: '$group', alias: '$alias' } as const;

export type Parsed = { events: PipelineEvent[]; rejects: Reject[] /** Events in the row, good or bad. */; total: number };

/** The events of one inbox row. What was accepted has a known shape, so little can be wrong; what is goes to the rejects. */
export function parseRow(row: InboxRow, country: string | undefined): Parsed {
  let envelope: InboxEnvelope;
  try {
    envelope = JSON.parse(row.body) as InboxEnvelope;
    if (!Array.isArray(envelope.batch)) throw new Error('no batch');
  } catch {
    return { events: [], rejects: [reject(row, null, 'malformed', 'The stored request is not readable.', row.body)], total: 1 };
  }
  const parsed: Parsed = { events: [], rejects: [], total: envelope.batch.length };
  for (const raw of envelope.batch) {
    const outcome = parseEvent(raw, envelope, row, country);
    if ('reason' in outcome) parsed.rejects.push(outcome);
    else parsed.events.push(outcome);
  }
  return parsed;
}

function reject(row: InboxRow, messageId: string | null, code: string, reason: string, raw: string): Reject {
  return { sourceId: row.source_id, receivedAt: row.received_at, code, reason, messageId, raw };
}

function parseEvent(raw: RawEvent, envelope: InboxEnvelope, row: InboxRow, country: string | undefined): PipelineEvent | Reject {
  const { received_at: receivedAt, source_id: sourceId, mode } = row;
  const occurredAt = eventTime({
    mode,
    receivedAt,
    sentAt: raw.sentAt ?? envelope.sentAt,
    originalTimestamp: raw.originalTimestamp ?? raw.timestamp,
  });
  if (!isStorableTime(occurredAt, receivedAt)) {
    const reason = `The event's time ${occurredAt.toISOString()} is outside 1970 to tomorrow.`;
    return reject(row, raw.messageId, 'time_out_of_range', reason, JSON.stringify(raw));
  }
  const traits = personTraits(raw);
  const identifiers = eventIdentifiers(raw, traits, country);
  if (identifiers.length === 0) {
    const reason = 'The event carries no usable identifier: userId, anonymousId, email, phone or an external id that is no placeholder.';
    return reject(row, raw.messageId, 'no_identifier', reason, JSON.stringify(raw));
  }
  const properties = storedProperties(raw);
  const name = raw.type === 'track' ? (raw.event ?? '') : STANDARD_NAMES[raw.type];
  const previous = raw.type === 'alias' ? normaliseIdentifier('anonymous_id', raw.previousId) : undefined;
  return {
    id: hashId(sourceId, raw.messageId),
    messageId: raw.messageId,
    sourceId,
    mode,
    type: raw.type,
    name,
    occurredAt,
    receivedAt,
    identifiers,
    traits,
    properties,
    context: storedContext(raw, envelope),
    value: raw.type === 'track' ? eventValue(properties) : null,
    currency: raw.type === 'track' ? eventCurrency(properties) : null,
    ...(raw.groupId === undefined ? {} : { groupId: raw.groupId }),
    ...(previous === undefined ? {} : { previousId: previous.value }),
    recordId: '',
    profileId: '',
    raw: () => JSON.stringify(raw),
  };
}

function storedProperties(raw: RawEvent): Record<string, unknown> {
  if (raw.type === 'identify') return raw.traits ?? {};
  if (raw.type === 'group') return { ...raw.traits, ...(raw.groupId === undefined ? {} : { groupId: raw.groupId }) };
  if (raw.type === 'alias') return { ...raw.properties, ...(raw.previousId === undefined ? {} : { previousId: raw.previousId }) };
  const { name, category } = raw;
  if (raw.type === 'track' || (name === undefined && category === undefined)) return raw.properties ?? {};
  return { ...(name === undefined ? {} : { name }), ...(category === undefined ? {} : { category }), ...raw.properties };
}

function storedContext(raw: RawEvent, { ip, userAgent }: InboxEnvelope): Record<string, unknown> {
  const context = raw.context ?? {};
  if ((ip === undefined || 'ip' in context) && (userAgent === undefined || 'userAgent' in context)) return context;
  return { ...(ip === undefined ? {} : { ip }), ...(userAgent === undefined ? {} : { userAgent }), ...context };
}
