import { integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/**
 * How many entered and left which segments in one transaction: not yet part of their sizes. Rows are only added and, a second later, added
 * up and removed, so that transactions that move the same segments never wait for each other. One row a transaction, since removed ones
 * take up space for as long as a back-up or a long statement may still look at them.
 */
export const segmentSizeChanges = pgTable('segment_size_changes', {
  at: moment('at').notNull(),
  segmentIds: uuid('segment_ids').array().notNull(),
  entered: integer('entered').array().notNull(),
  left: integer('left').array().notNull(),
});
