import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/** Counts of tries (sign-in, reset, invite) in a running window. The key is a keyed hash: neither address nor e-mail is kept. */
export const attemptLimits = pgTable(
  'attempt_limits',
  {
    key: text('key').primaryKey(),
    count: integer('count').notNull(),
    resetsAt: moment('resets_at').notNull(),
  },
  (t) => [index('attempt_limits_resets').on(t.resetsAt)],
);
