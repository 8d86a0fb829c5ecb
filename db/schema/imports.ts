import { bigint, doublePrecision, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

export type ImportFormat = { encoding: string; delimiter: string; quote: string; hasBom: boolean };
export type ImportCounts = { rows: number; accepted: number; duplicates: number; rejected: number };

/** One uploaded file on its way into the inbox. `cursor` is the last line of the file handed over durably. */
export const imports = pgTable('imports', {
  id: uuid('id').primaryKey().defaultRandom(),
  sourceId: uuid('source_id'),
  fileName: text('file_name').notNull(),
  file: text('file').notNull(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  sha256: text('sha256').notNull(),
  format: jsonb('format').$type<ImportFormat>(),
  mapping: jsonb('mapping').$type<unknown>(),
  status: text('status', {
    enum: ['uploaded', 'mapped', 'checking', 'checked', 'queued', 'running', 'done', 'failed', 'cancelled'],
  })
    .notNull()
    .default('uploaded'),
  cursor: bigint('cursor', { mode: 'number' }).notNull().default(0),
  /** Share of the file read by the step under way, 0 to 1. */
  progress: doublePrecision('progress').notNull().default(0),
  counts: jsonb('counts').$type<ImportCounts>().notNull().default({ rows: 0, accepted: 0, duplicates: 0, rejected: 0 }),
  report: jsonb('report').$type<unknown>(),
  error: text('error'),
  createdBy: text('created_by').notNull(),
  createdAt: createdAt(),
  startedAt: moment('started_at'),
  finishedAt: moment('finished_at'),
});
