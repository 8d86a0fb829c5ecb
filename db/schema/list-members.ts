import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** Who is on a list: put there by a file, by a person who works here, or by a program. */
export const listMembers = pgTable(
  'list_members',
  {
    profileId: uuid('profile_id').notNull(),
    listId: uuid('list_id').notNull(),
    origin: text('origin', { enum: ['upload', 'person', 'api'] }).notNull(),
    addedBy: text('added_by').notNull(),
    addedAt: createdAt('added_at'),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.listId] }), index('list_members_list').on(t.listId, t.profileId)],
);
