import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** What staff wrote about a person: notes and logged calls. */
export const notes = pgTable(
  'notes',
  {
    profileId: uuid('profile_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    kind: text('kind', { enum: ['note', 'call'] }).notNull(),
    body: text('body').notNull(),
    authorId: uuid('author_id').notNull(),
    authorName: text('author_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.id] }), index('notes_at').on(t.profileId, t.createdAt)],
);
