import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

export type SourceSettings = { rateLimitPerSecond?: number; color?: string };

/** Where data comes from. `system` is Tessera itself (staff edits); the last three are connectors. A higher `priority` wins in source-priority survivorship. */
export const sources = pgTable('sources', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull().unique(),
  kind: text('kind', { enum: ['sdk', 'file', 'system', 'postgres', 'files', 'webhook'] }).notNull(),
  status: text('status', { enum: ['enabled', 'disabled', 'deleted'] })
    .notNull()
    .default('enabled'),
  priority: integer('priority').notNull().default(0),
  settings: jsonb('settings').$type<SourceSettings>().notNull().default({}),
  createdAt: createdAt(),
  deletedAt: moment('deleted_at'),
});
