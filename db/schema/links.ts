import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

export type LinkEnd = { type: string; value: string };

/**
 * Why two identifiers belong together, or why a join was refused. `id` is the hash of both ends and the kind; `(occurred_at,
 * event_id)` is the earliest event that stated it, which decides the order. Stored under the profile of each end: one row
 * where both ends are one profile, two where the join was refused.
 */
export const links = pgTable(
  'links',
  {
    profileId: uuid('profile_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind', { enum: ['same_event', 'alias', 'manual'] }).notNull(),
    status: text('status', { enum: ['active', 'refused', 'disabled', 'pending'] }).notNull(),
    a: jsonb('a').$type<LinkEnd>().notNull(),
    b: jsonb('b').$type<LinkEnd>().notNull(),
    rule: text('rule').notNull(),
    evidence: jsonb('evidence').$type<Record<string, unknown>>().notNull().default({}),
    sourceId: uuid('source_id').notNull(),
    eventId: uuid('event_id'),
    occurredAt: moment('occurred_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.id] })],
);
