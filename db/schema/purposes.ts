import { boolean, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

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
  /** Since when its wordings say that opens and clicks are noticed; null: they do not. */
  measuringSince: moment('measuring_since'),
  /** Channel → the version of its wording that was in force then: an earlier one did not say so. */
  measuringVersions: jsonb('measuring_versions').$type<Record<string, number>>().notNull().default({}),
  archived: boolean('archived').notNull().default(false),
  createdAt: createdAt(),
});
