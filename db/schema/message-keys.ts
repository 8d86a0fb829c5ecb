import { pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** Event ids already taken in: catches concurrent and late doubles. Hash-partitioned, expired in chunks after 30 days or more; imported
 * ones (`received_at` infinity) never, so that a file may come again at any age. */
export const messageKeys = pgTable('message_keys', { eventId: uuid('event_id').notNull(), receivedAt: createdAt('received_at') }, (t) => [
  primaryKey({ columns: [t.eventId] }),
]);
