import { pgTable, text, uuid } from 'drizzle-orm/pg-core';

/**
 * What a profile is searched by, folded: `name` for typos, `text` (the name first, each other value on its own line) for parts.
 * A table of its own, written only when the text changes: a profile's row changes with every event, and would rewrite both
 * trigram indexes each time.
 */
export const profileSearch = pgTable('profile_search', {
  profileId: uuid('profile_id').primaryKey(),
  name: text('name').notNull(),
  text: text('text').notNull(),
});
