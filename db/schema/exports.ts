import { bigint, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** A CSV export of a segment for a stated purpose and channel; `total = written + withheld`. */
export const exports = pgTable('exports', {
  id: uuid('id').primaryKey().defaultRandom(),
  segmentId: uuid('segment_id').notNull(),
  purpose: text('purpose').notNull(),
  channel: text('channel'),
  status: text('status', { enum: ['queued', 'running', 'done', 'failed', 'cancelled', 'expired'] })
    .notNull()
    .default('queued'),
  total: bigint('total', { mode: 'number' }).notNull().default(0),
  written: bigint('written', { mode: 'number' }).notNull().default(0),
  withheld: bigint('withheld', { mode: 'number' }).notNull().default(0),
  file: text('file'),
  error: text('error'),
  createdBy: text('created_by').notNull(),
  createdAt: createdAt(),
  finishedAt: moment('finished_at'),
  expiresAt: moment('expires_at'),
});
