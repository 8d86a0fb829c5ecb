import { boolean, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** Properties seen on each event, for the builder's suggestions; `searchable` ones are indexed for support's search. */
export const eventProperties = pgTable(
  'event_properties',
  {
    event: text('event').notNull(),
    property: text('property').notNull(),
    type: text('type', { enum: ['string', 'number', 'boolean', 'date', 'array', 'object'] }).notNull(),
    searchable: boolean('searchable').notNull().default(false),
    firstSeenAt: createdAt('first_seen_at'),
  },
  (t) => [primaryKey({ columns: [t.event, t.property] })],
);
