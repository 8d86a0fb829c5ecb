import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** Installation-wide settings, one row a key: company, timezone, currency, demo state. */
export const settings = pgTable('settings', {
  key: text('key').primaryKey(),
  value: jsonb('value').$type<unknown>().notNull(),
  updatedAt: createdAt('updated_at'),
});
