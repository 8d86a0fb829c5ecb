import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** What a person's data may be used for. `opt_in`: no without a valid grant. `opt_out`: yes until denied or withdrawn. */
export const purposes = pgTable('purposes', {
  key: text('key').primaryKey(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  lawfulBasis: text('lawful_basis', {
    enum: ['consent', 'contract', 'legal_obligation', 'vital_interests', 'public_task', 'legitimate_interests'],
  }).notNull(),
  mode: text('mode', { enum: ['opt_in', 'opt_out'] }).notNull(),
  validityDays: integer('validity_days'),
  /** Direct marketing, or profiling for it: an objection ends it. */
  marketing: boolean('marketing').notNull().default(false),
  archived: boolean('archived').notNull().default(false),
  createdAt: createdAt(),
});
