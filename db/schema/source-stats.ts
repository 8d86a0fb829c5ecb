import { bigint, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/** Hourly counts per source and outcome; `received = stored + duplicate + rejected + suppressed` once processed. */
export const sourceStats = pgTable(
  'source_stats',
  {
    sourceId: uuid('source_id').notNull(),
    hour: moment('hour').notNull(),
    outcome: text('outcome', { enum: ['received', 'stored', 'duplicate', 'rejected', 'suppressed'] }).notNull(),
    n: bigint('n', { mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.hour, t.outcome] })],
);
