import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** Staff who sign in to the console. `email` is stored trimmed and lower-cased. */
export const users = pgTable('users', {
  id: uuid('id').primaryKey().defaultRandom(),
  email: text('email').notNull().unique(),
  name: text('name').notNull().default(''),
  role: text('role', { enum: ['owner', 'marketer', 'support', 'compliance', 'analyst'] }).notNull(),
  status: text('status', { enum: ['invited', 'active', 'disabled'] })
    .notNull()
    .default('invited'),
  passwordHash: text('password_hash'),
  locale: text('locale').notNull().default('en'),
  failedSignIns: integer('failed_sign_ins').notNull().default(0),
  createdAt: createdAt(),
  lastSeenAt: moment('last_seen_at'),
});
