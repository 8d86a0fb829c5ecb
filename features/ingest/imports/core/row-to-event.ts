import { hashId } from '@/lib/ids';
import type { Mapping, Target } from '../schema';
import type { FileRow, RowFault } from '../types';
import { convertValue, parseDate } from './convert-value';

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

export type RowResult = { ok: true; event: ImportedEvent } | { ok: false; code: RowFault; reason: string };

type Draft = {
  identifiers: Record<string, string>;
  external: { id: string; type: string; collection: 'users'; encoding: 'none' }[];
  traits: Record<string, unknown>;
  properties: Record<string, unknown>;
  messageId?: string;
  timestamp?: string;
  eventName?: string;
};

class RowError extends Error {
  readonly code: RowFault;
  constructor(code: RowFault, message: string) {
    super(message);
    this.code = code;
  }
}

const EMAIL = /^[^\s@,;"<>()]+@[^\s@,;"<>()]+\.[^\s@,;"<>().]{2,}$/u;

/**
 * One row of a file as a tracking call. `fileHash` and the line make the message id when no column does, so that a second
 * run of the same file repeats the same ids. Empty cells say nothing: they never clear a value.
 */
export function rowToEvent(row: FileRow, mapping: Mapping, header: string[], fileHash: string): RowResult {
  const draft: Draft = { identifiers: {}, external: [], traits: {}, properties: {} };
  try {
    for (const [i, target] of mapping.columns.entries()) {
      const cell = (row.cells[i] ?? '').trim();
      if (cell !== '') place(draft, target, cell, header[i] ?? `column ${i + 1}`);
    }
    if ((row.cells[mapping.key] ?? '').trim() === '') {
      throw new RowError('no_key', `The key column “${header[mapping.key] ?? ''}” is empty.`);
    }
    return { ok: true, event: toEvent(draft, mapping, draft.messageId ?? hashId(fileHash, String(row.line))) };
  } catch (error) {
    if (error instanceof RowError) return { ok: false, code: error.code, reason: error.message };
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
      if (cell.length > 200) throw new RowError('bad_value', `“${column}” is longer than 200 characters.`);
      draft.messageId = cell;
      return;
    case 'event_name':
      draft.eventName = cell;
      return;
    case 'timestamp': {
      const date = parseDate(cell, target.dateOrder);
      if (!date) throw new RowError('bad_timestamp', `“${column}” holds “${cell.slice(0, 40)}”, which is not a date written as chosen.`);
      draft.timestamp = date.toISOString();
      return;
    }
    default: {
      const converted = convertValue(cell, target.type, target.dateOrder);
      if (!converted.ok) throw new RowError('bad_value', `“${column}”: ${converted.reason}`);
      (target.kind === 'trait' ? draft.traits : draft.properties)[target.name] = converted.value;
    }
  }
}

function placeIdentifier(draft: Draft, target: Extract<Target, { kind: 'identifier' }>, cell: string, column: string): void {
  if (target.type === 'email' && !EMAIL.test(cell)) {
    throw new RowError('bad_identifier', `“${column}” holds “${cell.slice(0, 60)}”, which is not an e-mail address.`);
  }
  if (target.type === 'phone' && !/\p{Nd}(?:\P{Nd}*\p{Nd}){5,}/u.test(cell)) {
    throw new RowError('bad_identifier', `“${column}” holds “${cell.slice(0, 40)}”, which is not a phone number.`);
  }
  if (target.type === 'external')
    draft.external.push({ id: cell, type: target.externalType ?? column, collection: 'users', encoding: 'none' });
  else draft.identifiers[target.type] = cell;
}

function toEvent(draft: Draft, mapping: Mapping, messageId: string): ImportedEvent {
  const { user_id: userId, anonymous_id: anonymousId, email, phone } = draft.identifiers;
  const traits = { ...draft.traits, ...(email && { email }), ...(phone && { phone }) };
  const context: Record<string, unknown> = draft.external.length > 0 ? { externalIds: draft.external } : {};
  const base = {
    messageId,
    ...(draft.timestamp && { timestamp: draft.timestamp }),
    ...(userId && { userId }),
    ...(anonymousId && { anonymousId }),
  };
  if (mapping.rows === 'people') return { type: 'identify', ...base, traits, context };
  const event = draft.eventName ?? mapping.eventName;
  if (!event) throw new RowError('no_event_name', 'The column of the event name is empty.');
  return {
    type: 'track',
    ...base,
    event,
    properties: draft.properties,
    context: Object.keys(traits).length > 0 ? { ...context, traits } : context,
  };
}
