import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** People put together by hand or by a file. Rules ask for it as a condition. */
export const lists = pgTable('lists', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  status: text('status', { enum: ['active', 'archived'] })
    .notNull()
    .default('active'),
  createdBy: text('created_by').notNull(),
  createdAt: createdAt(),
  updatedAt: createdAt('updated_at'),
});
