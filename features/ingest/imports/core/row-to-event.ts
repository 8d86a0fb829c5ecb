import type { ErrorKey, SaidValues } from '@/lib/errors';
import { hashId } from '@/lib/ids';
import type { Mapping, Target } from '../schema';
import type { FileRow, Reason, RowFault } from '../types';
import { convertValue, parseDate } from './convert-value';
import { readConsent } from './read-consent';

export type ImportedEvent = {
  type: 'identify' | 'track';
  messageId: string;
  timestamp?: string;
  userId?: string;
  anonymousId?: string;
  event?: string;
  traits?: Record<string, unknown>;
  properties?: Record<string, unknown>;
  context: Record<string, unknown>;
};

export type RowResult = { ok: true; event: ImportedEvent } | ({ ok: false; code: RowFault } & Reason);

type Draft = {
  identifiers: Record<string, string>;
  external: { id: string; type: string; collection: 'users'; encoding: 'none' }[];
  traits: Record<string, unknown>;
  properties: Record<string, unknown>;
  /** `purpose/channel` → what the cell says of it. */
  consents: Record<string, boolean | string>;
  messageId?: string;
  timestamp?: string;
  eventName?: string;
};

class RowError extends Error {
  readonly code: RowFault;
  readonly key: ErrorKey;
  readonly values: SaidValues;
  constructor(code: RowFault, message: string, key: ErrorKey, values: SaidValues = {}) {
    super(message);
    this.code = code;
    this.key = key;
    this.values = values;
  }
}

const EMAIL = /^[^\s@,;"<>()]+@[^\s@,;"<>()]+\.[^\s@,;"<>().]{2,}$/u;

/**
 * One row of a file as a tracking call. `fileHash` and the line make the message id when no column does, so that a second
 * run of the same file repeats the same ids. Empty cells say nothing: they never clear a value.
 */
export function rowToEvent(row: FileRow, mapping: Mapping, header: string[], fileHash: string): RowResult {
  const draft: Draft = { identifiers: {}, external: [], traits: {}, properties: {}, consents: {} };
  try {
    for (const [i, target] of mapping.columns.entries()) {
      const cell = (row.cells[i] ?? '').trim();
      if (cell !== '') place(draft, target, cell, header[i] ?? `column ${i + 1}`);
    }
    if ((row.cells[mapping.key] ?? '').trim() === '') {
      const column = header[mapping.key] ?? '';
      throw new RowError('no_key', `The key column “${column}” is empty.`, 'row.noKey', { column });
    }
    return { ok: true, event: toEvent(draft, mapping, draft.messageId ?? hashId(fileHash, String(row.line))) };
  } catch (error) {
    if (error instanceof RowError) return { ok: false, code: error.code, reason: error.message, key: error.key, values: error.values };
    throw error;
  }
}

function place(draft: Draft, target: Target, cell: string, column: string): void {
  switch (target.kind) {
    case 'ignore':
      return;
    case 'identifier':
      placeIdentifier(draft, target, cell, column);
      return;
    case 'message_id':
      if (cell.length > 200) throw new RowError('bad_value', `“${column}” is longer than 200 characters.`, 'row.messageId', { column });
      draft.messageId = cell;
      return;
    case 'event_name':
      draft.eventName = cell;
      return;
    case 'consent':
      draft.consents[target.cell] = readConsent(cell);
      return;
    case 'timestamp': {
      const date = parseDate(cell, target.dateOrder);
      const value = cell.slice(0, 40);
      if (!date) {
        const message = `“${column}” holds “${value}”, which is not a date written as chosen.`;
        throw new RowError('bad_timestamp', message, 'row.timestamp', { column, value });
      }
      draft.timestamp = date.toISOString();
      return;
    }
    default: {
      const converted = convertValue(cell, target.type, target.dateOrder);
      if (!converted.ok) {
        const { reason, key, value } = converted;
        throw new RowError('bad_value', `“${column}”: ${reason}`, key, { column, value });
      }
      (target.kind === 'trait' ? draft.traits : draft.properties)[target.name] = converted.value;
    }
  }
}

function placeIdentifier(draft: Draft, target: Extract<Target, { kind: 'identifier' }>, cell: string, column: string): void {
  if (target.type === 'email' && !EMAIL.test(cell)) {
    const value = cell.slice(0, 60);
    throw new RowError('bad_identifier', `“${column}” holds “${value}”, which is not an e-mail address.`, 'row.email', { column, value });
  }
  if (target.type === 'phone' && !/\p{Nd}(?:\P{Nd}*\p{Nd}){5,}/u.test(cell)) {
    const value = cell.slice(0, 40);
    throw new RowError('bad_identifier', `“${column}” holds “${value}”, which is not a phone number.`, 'row.phone', { column, value });
  }
  if (target.type === 'external')
    draft.external.push({ id: cell, type: target.externalType ?? column, collection: 'users', encoding: 'none' });
  else draft.identifiers[target.type] = cell;
}

function toEvent(draft: Draft, mapping: Mapping, messageId: string): ImportedEvent {
  const { user_id: userId, anonymous_id: anonymousId, email, phone } = draft.identifiers;
  const traits = { ...draft.traits, ...(email && { email }), ...(phone && { phone }) };
  const context: Record<string, unknown> = {
    ...(draft.external.length > 0 && { externalIds: draft.external }),
    ...(Object.keys(draft.consents).length > 0 && { consent: { categoryPreferences: draft.consents } }),
  };
  const base = {
    messageId,
    ...(draft.timestamp && { timestamp: draft.timestamp }),
    ...(userId && { userId }),
    ...(anonymousId && { anonymousId }),
  };
  if (mapping.rows === 'people') return { type: 'identify', ...base, traits, context };
  const event = draft.eventName ?? mapping.eventName;
  if (!event) throw new RowError('no_event_name', 'The column of the event name is empty.', 'row.noEventName');
  return {
    type: 'track',
    ...base,
    event,
    properties: draft.properties,
    context: Object.keys(traits).length > 0 ? { ...context, traits } : context,
  };
}
