import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** What the last upload found, as counts only: no value of the file is kept. */
export type ListReport = {
  fileName: string;
  at: string;
  by: string;
  rows: number;
  matched: number;
  added: number;
  notFound: number;
  duplicates: number;
  invalid: number;
};

/** People put together by hand or by a file. Rules ask for it as a condition. */
export const lists = pgTable('lists', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  status: text('status', { enum: ['active', 'archived'] })
    .notNull()
    .default('active'),
  report: jsonb('report').$type<ListReport>(),
  createdBy: text('created_by').notNull(),
  createdAt: createdAt(),
  updatedAt: createdAt('updated_at'),
});
