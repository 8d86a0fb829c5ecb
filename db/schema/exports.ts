import { bigint, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** An export of a segment to a file for a stated purpose and channel; `total = written + withheld`. */
export const exports = pgTable('exports', {
  id: uuid('id').primaryKey().defaultRandom(),
  segmentId: uuid('segment_id').notNull(),
  purpose: text('purpose').notNull(),
  channel: text('channel').notNull(),
  format: text('format', { enum: ['csv', 'jsonl', 'parquet'] })
    .notNull()
    .default('csv'),
  traits: text('traits').array().notNull(),
  identifiers: text('identifiers').array().notNull(),
  personalData: text('personal_data', { enum: ['full', 'masked'] }).notNull(),
  status: text('status', { enum: ['queued', 'running', 'done', 'failed', 'cancelled', 'expired'] })
    .notNull()
    .default('queued'),
  total: bigint('total', { mode: 'number' }).notNull().default(0),
  written: bigint('written', { mode: 'number' }).notNull().default(0),
  withheld: bigint('withheld', { mode: 'number' }).notNull().default(0),
  /** How many were withheld for which reason. */
  reasons: jsonb('reasons').$type<Record<string, number>>().notNull().default({}),
  /** Where a restarted run goes on: the last profile written, and the lengths of the file and of its index. */
  cursor: uuid('cursor'),
  bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
  file: text('file'),
  error: text('error'),
  createdBy: text('created_by').notNull(),
  createdAt: createdAt(),
  finishedAt: moment('finished_at'),
  expiresAt: moment('expires_at'),
});
