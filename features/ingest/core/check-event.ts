import { EVENT_TYPES, MAX_EVENT_BYTES, MAX_EVENT_DEPTH, MAX_ID_LENGTH } from '../constants';
import type { EventType, RawEvent } from '../types';
import { cleanDeep, inspect, mayHoldBadText } from './clean-json';
import { readTime } from './read-time';
import type { RefusalCode } from './refusals';

type Bag = Record<string, unknown>;
type Shaped = { event: RawEvent } | { refusal: RefusalCode };

/** An event ready for the inbox with its JSON text, or the code of its refusal. */
export type CheckedEvent = { event: RawEvent; json: string } | { refusal: RefusalCode };

/**
 * Checks one parsed event by hand (three times as fast as zod; a test compares the two), cleans it, and writes it as JSON.
 * `messageId` is called when the event has none.
 */
export function checkEvent(input: unknown, messageId: (event: RawEvent) => string): CheckedEvent {
  if (!isBag(input)) return { refusal: 'not_an_object' };
  const state = inspect(input, MAX_EVENT_DEPTH);
  if (state === 'deep') return { refusal: 'too_deep' };
  let shaped = shape(state === 'dirty' ? (cleanDeep(input) as Bag) : input);
  if ('refusal' in shaped) return shaped;
  let json = JSON.stringify(shaped.event);
  if (mayHoldBadText(json)) {
    shaped = shape(cleanDeep(input) as Bag);
    if ('refusal' in shaped) return shaped;
    json = JSON.stringify(shaped.event);
  }
  const { event } = shaped;
  if (event.messageId === '') {
    event.messageId = messageId(event);
    json = JSON.stringify(event);
  }
  if (json.length > MAX_EVENT_BYTES || (json.length * 3 > MAX_EVENT_BYTES && Buffer.byteLength(json) > MAX_EVENT_BYTES))
    return { refusal: 'too_large' };
  return { event, json };
}

function shape(input: Bag): Shaped {
  const type = input.type;
  if (!isEventType(type)) return { refusal: 'unknown_type' };
  const event: RawEvent = { type, messageId: '' };
  for (const field of ['messageId', 'userId', 'anonymousId', 'previousId', 'groupId', 'event'] as const) {
    const id = readId(input[field]);
    if (id === null) return { refusal: 'invalid_id' };
    if (id !== undefined) event[field] = id;
  }
  if (event.userId === undefined && event.anonymousId === undefined) return { refusal: 'no_user_anon_id' };
  if (type === 'track' && event.event === undefined) return { refusal: 'no_event_name' };
  if (type === 'group' && event.groupId === undefined) return { refusal: 'no_group_id' };
  if (type === 'alias' && event.previousId === undefined) return { refusal: 'no_previous_id' };
  return shapeBags(input, event) ?? shapeTimes(input, event) ?? { event: shapeTexts(input, event) };
}

function shapeBags(input: Bag, event: RawEvent): { refusal: RefusalCode } | null {
  for (const field of ['properties', 'traits', 'context'] as const) {
    const bag = input[field];
    if (bag === undefined || bag === null) continue;
    if (!isBag(bag)) return { refusal: `invalid_${field}` };
    event[field] = bag;
  }
  if (isBag(input.integrations)) event.integrations = input.integrations;
  return null;
}

/** A wrong `timestamp` is refused, since a guess would put the event on the wrong day; the other two only correct clocks. */
function shapeTimes(input: Bag, event: RawEvent): { refusal: RefusalCode } | null {
  for (const field of ['timestamp', 'originalTimestamp', 'sentAt'] as const) {
    const value = input[field];
    if (value === undefined || value === null) continue;
    const time = readTime(value);
    if (time !== null) event[field] = time;
    else if (field === 'timestamp') return { refusal: 'invalid_timestamp' };
  }
  return null;
}

function shapeTexts(input: Bag, event: RawEvent): RawEvent {
  for (const field of ['name', 'category', 'channel'] as const) {
    const value = input[field];
    if (typeof value === 'string') event[field] = value;
  }
  return event;
}

/** Text of an identifier; undefined when it is absent or blank; null when it is of no usable kind or too long. */
function readId(value: unknown): string | undefined | null {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
  if (text === null || text.length > MAX_ID_LENGTH) return null;
  return text.trim() === '' ? undefined : text;
}

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value);
const isEventType = (value: unknown): value is EventType => (EVENT_TYPES as readonly unknown[]).includes(value);
