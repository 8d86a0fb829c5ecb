import { pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/** How far a sweep of time has come: one row a sweep. */
export const clockState = pgTable('clock_state', { name: text('name').primaryKey(), sweptTo: moment('swept_to').notNull() });
