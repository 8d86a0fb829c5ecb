import { bigint, pgTable, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/**
 * How many entered and left a segment in one transaction: not yet part of its size. Rows are only added and, a second later, added up
 * and removed, so that transactions that move the same segments never wait for each other.
 */
export const segmentSizeChanges = pgTable('segment_size_changes', {
  segmentId: uuid('segment_id').notNull(),
  at: moment('at').notNull(),
  entered: bigint('entered', { mode: 'number' }).notNull(),
  left: bigint('left', { mode: 'number' }).notNull(),
});
