import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** A letter to many: what it says is in its versions, of which the last one is the current. */
export const emailTemplates = pgTable('email_templates', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  version: integer('version').notNull(),
  archived: boolean('archived').notNull().default(false),
  createdBy: text('created_by').notNull(),
  createdAt: createdAt(),
  updatedAt: createdAt('updated_at'),
});
