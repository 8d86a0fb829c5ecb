import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/** Values of searchable event properties (order and ticket numbers), lower-cased, pointing to the person and the event. */
export const searchKeys = pgTable(
  'search_keys',
  {
    profileId: uuid('profile_id').notNull(),
    kind: text('kind').notNull(),
    value: text('value').notNull(),
    eventId: uuid('event_id').notNull(),
    occurredAt: moment('occurred_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.kind, t.value] }), index('search_keys_value').on(t.value.op('text_pattern_ops'))],
);
