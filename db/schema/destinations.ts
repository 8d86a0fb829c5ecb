import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** A place that audiences are sent to. Settings hold secrets and are encrypted as a whole. Purpose and channel gate every send. */
export const destinations = pgTable('destinations', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  status: text('status', { enum: ['enabled', 'paused', 'deleting', 'deleted'] })
    .notNull()
    .default('enabled'),
  /** How people leave for it: each change as it happens, changes gathered into files, or the whole list written anew. */
  transport: text('transport', { enum: ['each', 'files', 'snapshot'] })
    .notNull()
    .default('each'),
  /** When its next files are due. */
  nextRunAt: moment('next_run_at'),
  settingsEncrypted: text('settings_encrypted').notNull(),
  purpose: text('purpose').notNull(),
  channel: text('channel').notNull(),
  createdAt: createdAt(),
  updatedAt: createdAt('updated_at'),
});
