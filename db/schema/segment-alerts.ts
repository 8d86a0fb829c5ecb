import { bigint, doublePrecision, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';
import { segments } from './segments';

/**
 * When to tell of a segment's size: above or below so many people, or when it changed by so many percent within a day. `raised_at` is
 * set while it is so; `size` is what it was then.
 */
export const segmentAlerts = pgTable(
  'segment_alerts',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    segmentId: uuid('segment_id')
      .notNull()
      .references(() => segments.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['above', 'below', 'changes'] }).notNull(),
    amount: doublePrecision('amount').notNull(),
    raisedAt: moment('raised_at'),
    size: bigint('size', { mode: 'number' }),
    /** The member of staff who is told by e-mail; null when a key or a command made it. */
    createdBy: uuid('created_by'),
    createdAt: createdAt(),
  },
  (t) => [index('segment_alerts_segment').on(t.segmentId)],
);
