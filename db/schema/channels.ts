import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** The ways a person is reached: email, sms, phone, post, push, ads, none of them implied by another. */
export const channels = pgTable('channels', {
  key: text('key').primaryKey(),
  name: text('name').notNull(),
  archived: boolean('archived').notNull().default(false),
  createdAt: createdAt(),
});
