import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';
import { users } from './users';

/** A signed-in browser. The cookie's token only names a row here, so that revoking the row ends the session at once. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    userAgent: text('user_agent').notNull().default(''),
    createdAt: createdAt(),
    seenAt: createdAt('seen_at'),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
    /** When the password was last typed in this browser: some steps ask for it anew. */
    confirmedAt: createdAt('confirmed_at'),
  },
  (t) => [index('sessions_user').on(t.userId)],
);
