import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/**
 * The wording by which people are asked for a purpose on a channel, by language. The highest version is the current one. Once shown to
 * somebody (`used_at`) a version never changes (trigger): what was agreed to can be shown again.
 */
export const consentTexts = pgTable(
  'consent_texts',
  {
    purpose: text('purpose').notNull(),
    channel: text('channel').notNull(),
    version: integer('version').notNull(),
    /** Language code → wording. */
    texts: jsonb('texts').$type<Record<string, string>>().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    usedAt: moment('used_at'),
  },
  (t) => [primaryKey({ columns: [t.purpose, t.channel, t.version] })],
);
