import { boolean, pgTable, smallserial, text } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/**
 * Every event name ever seen. `key` is its short number in daily aggregates.
 * `aggregates`: none → building (pipeline writes, back-fill runs) → ready (rules may read them).
 */
export const eventDefinitions = pgTable('event_definitions', {
  name: text('name').primaryKey(),
  key: smallserial('key').notNull().unique(),
  type: text('type').notNull(),
  aggregates: text('aggregates', { enum: ['none', 'building', 'ready'] })
    .notNull()
    .default('none'),
  hasValue: boolean('has_value').notNull().default(false),
  firstSeenAt: createdAt('first_seen_at'),
});
