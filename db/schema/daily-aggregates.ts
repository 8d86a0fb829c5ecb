import { date, doublePrecision, integer, pgTable, primaryKey, smallint, uuid } from 'drizzle-orm/pg-core';

/** Per profile, event and UTC day: how many and the sum of `value`. Only for events that a rule or panel reads. */
export const dailyAggregates = pgTable(
  'daily_aggregates',
  {
    profileId: uuid('profile_id').notNull(),
    eventKey: smallint('event_key').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    n: integer('n').notNull(),
    sum: doublePrecision('sum').notNull(),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.eventKey, t.day] })],
);
