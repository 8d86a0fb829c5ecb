import { jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/** Who was ever told about a person, and by which identifiers: named in an access package, asked to delete by an erasure. */
export const recipients = pgTable(
  'recipients',
  {
    profileId: uuid('profile_id').notNull(),
    destinationId: uuid('destination_id').notNull(),
    firstToldAt: moment('first_told_at').notNull(),
    lastToldAt: moment('last_told_at').notNull(),
    identifiers: jsonb('identifiers').$type<{ type: string; value: string }[]>().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.destinationId] })],
);
