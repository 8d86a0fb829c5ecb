import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/**
 * (type, normalised value) → profile. `display` keeps the spelling first seen; `last_seen_at` is exact to the UTC day.
 * `shared_since`: from that moment two people used this device, and its anonymous events belong to neither.
 */
export const identifiers = pgTable(
  'identifiers',
  {
    type: text('type').notNull(),
    value: text('value').notNull(),
    profileId: uuid('profile_id').notNull(),
    display: text('display').notNull(),
    sourceId: uuid('source_id').notNull(),
    firstSeenAt: moment('first_seen_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    sharedSince: moment('shared_since'),
  },
  (t) => [primaryKey({ columns: [t.value, t.type] }), index('identifiers_profile').on(t.profileId)],
);
