import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** What a template said at a time. Versions are never changed: a campaign keeps the one it was started with. */
export const emailTemplateVersions = pgTable(
  'email_template_versions',
  {
    templateId: uuid('template_id').notNull(),
    version: integer('version').notNull(),
    /** The language it is written in: of the footer, and the direction of the text. */
    locale: text('locale').notNull(),
    subject: text('subject').notNull(),
    preheader: text('preheader').notNull().default(''),
    html: text('html').notNull(),
    /** The plain part; null: made from the HTML of each message. */
    text: text('text'),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.templateId, t.version] })],
);
