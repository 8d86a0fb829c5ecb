import { pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** Keyed hashes (HMAC-SHA-256) of identifiers that must never be taken in again. */
export const suppressions = pgTable('suppressions', {
  hash: text('hash').primaryKey(),
  reason: text('reason').notNull(),
  createdAt: createdAt(),
});
