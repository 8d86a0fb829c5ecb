import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** Which purposes on which channels a consent manager's category stands for, as in `context.consent.categoryPreferences` of events. */
export const consentCategories = pgTable(
  'consent_categories',
  {
    category: text('category').notNull(),
    purpose: text('purpose').notNull(),
    channel: text('channel').notNull(),
  },
  (t) => [primaryKey({ columns: [t.category, t.purpose, t.channel] })],
);
