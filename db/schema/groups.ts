import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** A company or other group that people belong to, with the traits its latest `group` calls gave it. */
export const groups = pgTable('groups', {
  id: text('id').primaryKey(),
  traits: jsonb('traits').$type<Record<string, unknown>>().notNull().default({}),
  updatedAt: createdAt('updated_at'),
});
