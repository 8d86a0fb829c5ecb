import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/** What each destination was last told about a person: needed to send removals, and to send updates only on change. */
export const syncMembers = pgTable(
  'sync_members',
  {
    profileId: uuid('profile_id').notNull(),
    destinationId: uuid('destination_id').notNull(),
    segmentId: uuid('segment_id').notNull(),
    payloadHash: text('payload_hash').notNull(),
    /** When the destination last accepted it; null while it may have been told but has not said so. */
    sentAt: moment('sent_at'),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.destinationId, t.segmentId] })],
);
