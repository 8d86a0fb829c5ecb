import { bigint, date, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

/** How often a source sent consent that could not be read, by day, reason and (shortened) key. What could not be read granted nothing. */
export const consentFaults = pgTable(
  'consent_faults',
  {
    sourceId: uuid('source_id').notNull(),
    day: date('day').notNull(),
    reason: text('reason', { enum: ['not_an_object', 'unknown_category', 'not_a_boolean', 'too_many'] }).notNull(),
    category: text('category').notNull(),
    n: bigint('n', { mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.day, t.reason, t.category] })],
);
