import { doublePrecision, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/**
 * Everything that happened, in monthly partitions on `occurred_at`. `id` is the hash of (source, messageId).
 * `name` is the track event's name, or `$page`, `$screen`, `$identify`, `$group`, `$alias`. `value` is revenue, else value.
 * The covering index (name, occurred_at) include (profile_id, value) is added in SQL: Drizzle has no `include`.
 */
export const events = pgTable(
  'events',
  {
    profileId: uuid('profile_id').notNull(),
    occurredAt: moment('occurred_at').notNull(),
    id: uuid('id').notNull(),
    recordId: uuid('record_id').notNull(),
    sourceId: uuid('source_id').notNull(),
    receivedAt: moment('received_at').notNull(),
    type: text('type', { enum: ['track', 'page', 'screen', 'identify', 'group', 'alias'] }).notNull(),
    name: text('name').notNull(),
    value: doublePrecision('value'),
    currency: text('currency'),
    messageId: text('message_id').notNull(),
    properties: jsonb('properties').$type<Record<string, unknown>>().notNull(),
    context: jsonb('context').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.occurredAt, t.id] }), index('events_received').using('brin', t.receivedAt)],
);
