import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** Traits seen or declared: type, how the golden value is chosen, and whether it is personal data (masked by role). */
export const traitDefinitions = pgTable('trait_definitions', {
  name: text('name').primaryKey(),
  type: text('type', { enum: ['string', 'number', 'boolean', 'date', 'array', 'object'] }).notNull(),
  kind: text('kind', { enum: ['golden', 'computed', 'predicted'] })
    .notNull()
    .default('golden'),
  survivorship: text('survivorship', { enum: ['latest', 'source_priority', 'most_frequent', 'first', 'longest'] })
    .notNull()
    .default('latest'),
  personal: boolean('personal').notNull().default(true),
  firstSeenAt: createdAt('first_seen_at'),
});
