import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** One writing of files for a destination: what was written, and how many people are in it. */
export const fileRuns = pgTable(
  'file_runs',
  {
    id: uuid('id').primaryKey(),
    destinationId: uuid('destination_id').notNull(),
    trigger: text('trigger', { enum: ['schedule', 'staff', 'removal'] }).notNull(),
    status: text('status', { enum: ['running', 'done', 'failed'] })
      .notNull()
      .default('running'),
    /** Name, bytes and rows of each file; never what stands in it. */
    files: jsonb('files').$type<{ name: string; rows: number; bytes: number }[]>().notNull().default([]),
    added: bigint('added', { mode: 'number' }).notNull().default(0),
    removed: bigint('removed', { mode: 'number' }).notNull().default(0),
    withheld: bigint('withheld', { mode: 'number' }).notNull().default(0),
    /** People with nothing by which the receiver could know them. */
    unmatched: bigint('unmatched', { mode: 'number' }).notNull().default(0),
    error: text('error'),
    startedAt: createdAt('started_at'),
    finishedAt: moment('finished_at'),
  },
  (t) => [index('file_runs_destination').on(t.destinationId, t.startedAt)],
);
