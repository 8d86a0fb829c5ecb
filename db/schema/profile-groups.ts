import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** Which groups a profile belongs to. */
export const profileGroups = pgTable(
  'profile_groups',
  { profileId: uuid('profile_id').notNull(), groupId: text('group_id').notNull(), joinedAt: createdAt('joined_at') },
  (t) => [primaryKey({ columns: [t.profileId, t.groupId] })],
);
