import { integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { sources } from './sources';

/**
 * What was last read of each row of a pulled source, as keyed hashes: an unchanged row is passed over, and a changed one is a new
 * message, also when it goes back to what it was (`version`).
 */
export const sourceRows = pgTable(
  'source_rows',
  {
    sourceId: uuid('source_id')
      .notNull()
      .references(() => sources.id, { onDelete: 'cascade' }),
    rowKey: uuid('row_key').notNull(),
    rowHash: uuid('row_hash').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.rowKey] })],
);
