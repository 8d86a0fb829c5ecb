import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** A place that audiences are sent to. Settings hold secrets and are encrypted as a whole. Purpose and channel gate every send. */
export const destinations = pgTable('destinations', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  status: text('status', { enum: ['enabled', 'paused', 'deleting', 'deleted'] })
    .notNull()
    .default('enabled'),
  settingsEncrypted: text('settings_encrypted').notNull(),
  purpose: text('purpose').notNull(),
  channel: text('channel').notNull(),
  createdAt: createdAt(),
  updatedAt: createdAt('updated_at'),
});
