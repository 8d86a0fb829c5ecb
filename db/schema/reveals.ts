import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** A staff member's time-limited right to see one profile unmasked, with the reason given. */
export const reveals = pgTable(
  'reveals',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id').notNull(),
    profileId: uuid('profile_id').notNull(),
    reason: text('reason').notNull(),
    createdAt: createdAt(),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [index('reveals_user_profile').on(t.userId, t.profileId, t.expiresAt)],
);
