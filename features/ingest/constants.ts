/** Number of lanes of the inbox. Lanes only spread load: any number gives the same profiles. */
export const LANES = 4;

/** PostgreSQL channel that wakes the worker when the inbox has grown. */
export const INBOX_CHANNEL = 'tessera_inbox';

/** Key of the advisory transaction lock under which `seq` is drawn. */
export const INBOX_LOCK = 7_245_001;

/** Rows of the inbox in one partition. */
export const INBOX_PARTITION_ROWS = 1_000_000;

/** Most bytes of one event, as JSON without white space. */
export const MAX_EVENT_BYTES = 32 * 1024;

/** A single call may carry this much more than its event: write key, send time, white space. */
export const SINGLE_CALL_SLACK_BYTES = 2 * 1024;

/** Most bytes of one request, as sent and after decompression. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Most events of one request. */
export const MAX_BATCH_EVENTS = 10_000;

/** Deepest nesting of objects and arrays in one event. */
export const MAX_EVENT_DEPTH = 32;

/** Longest messageId, user id, anonymous id, group id and event name, in UTF-16 units. */
export const MAX_ID_LENGTH = 255;

export const EVENT_TYPES = ['track', 'page', 'screen', 'identify', 'group', 'alias'] as const;
