import { bigint, date, doublePrecision, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

/** (UTC day, event, source) totals, written in the worker's transaction, for dashboards. */
export const eventRollups = pgTable(
  'event_rollups',
  {
    day: date('day', { mode: 'string' }).notNull(),
    name: text('name').notNull(),
    sourceId: uuid('source_id').notNull(),
    n: bigint('n', { mode: 'number' }).notNull(),
    sum: doublePrecision('sum').notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.name, t.sourceId] })],
);
