import { bigint, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/** Size of a segment at the end of each hour in which it changed, with how many entered and left. */
export const segmentSizes = pgTable(
  'segment_sizes',
  {
    segmentId: uuid('segment_id').notNull(),
    hour: moment('hour').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    entered: bigint('entered', { mode: 'number' }).notNull().default(0),
    left: bigint('left', { mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.segmentId, t.hour] })],
);
