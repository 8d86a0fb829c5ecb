import type { KeyedIdentifier } from '@/features/identity/types';

export type EventType = 'track' | 'page' | 'screen' | 'identify' | 'group' | 'alias';
export type InboxMode = 'live' | 'replay' | 'import';

/** One event on its way through a batch. Times are UTC; `identifiers` are normalised and in order of priority. */
export type PipelineEvent = {
  /** hashId(sourceId, messageId) */
  id: string;
  messageId: string;
  sourceId: string;
  mode: InboxMode;
  type: EventType;
  /** The track event's name, or `$page`, `$screen`, `$identify`, `$group`, `$alias`. */
  name: string;
  occurredAt: Date;
  receivedAt: Date;
  identifiers: KeyedIdentifier[];
  /** Traits of the person that this event states. */
  traits: Record<string, unknown>;
  /** What is stored on the event; of `identify` and `group` their traits. */
  properties: Record<string, unknown>;
  context: Record<string, unknown>;
  value: number | null;
  currency: string | null;
  groupId?: string;
  previousId?: string;
  /** Set once identified. */
  recordId: string;
  profileId: string;
  /** Its JSON as sent, for rejects. */
  raw: () => string;
};

/** A row of the inbox. */
export type InboxRow = { seq: string; source_id: string; mode: InboxMode; received_at: Date; body: string };

/** An event refused for a reason in its data. */
export type Reject = { sourceId: string; receivedAt: Date; code: string; reason: string; messageId: string | null; raw: string };
