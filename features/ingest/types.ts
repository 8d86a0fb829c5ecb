import type { z } from 'zod';
import type { inboxEnvelopeSchema, rawEventSchema } from './schema';

export type RawEvent = z.infer<typeof rawEventSchema>;
export type EventType = RawEvent['type'];
export type InboxEnvelope = z.infer<typeof inboxEnvelopeSchema>;

/**
 * How a row came in: `live` gets its clock corrected; `replay` and `import` keep their own times and messageIds and are
 * checked for doubles by event id at any age.
 */
export type InboxMode = 'live' | 'replay' | 'import';

/** One row to append: the events of one request in one lane. `body` is an InboxEnvelope as JSON text. */
export type InboxRow = { lane: number; sourceId: string; mode: InboxMode; receivedAt: Date; body: string };

/** One event refused for a reason in its data. `raw` is the event as JSON text. `receivedAt` defaults to now. */
export type RejectRow = {
  sourceId: string;
  stage: 'accept' | 'mapping' | 'pipeline';
  /** The reading of a source in which it was refused. */
  runId?: string;
  code: string;
  reason: string;
  raw: string;
  messageId?: string | undefined;
  receivedAt?: Date;
};
