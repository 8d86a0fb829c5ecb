import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';
import { sources } from './sources';

/** `read = accepted + rejected + unchanged`, after every commit. */
export type RunCounts = { read: number; accepted: number; rejected: number; unchanged: number };
export type RunDrift = { added: string[]; removed: string[]; changed: { name: string; from: string; to: string }[] };
export type RunFault = { code: string; message: string; retry: boolean };

/** One reading of a source. `cursor` moves in the transaction that hands its rows to the inbox. */
export const sourceRuns = pgTable(
  'source_runs',
  {
    id: uuid('id').primaryKey(),
    sourceId: uuid('source_id')
      .notNull()
      .references(() => sources.id, { onDelete: 'cascade' }),
    mode: text('mode', { enum: ['full', 'incremental'] }).notNull(),
    trigger: text('trigger', { enum: ['staff', 'schedule'] }).notNull(),
    status: text('status', { enum: ['queued', 'running', 'done', 'failed', 'cancelled'] })
      .notNull()
      .default('queued'),
    cursor: jsonb('cursor').$type<unknown>(),
    counts: jsonb('counts').$type<RunCounts>().notNull().default({ read: 0, accepted: 0, rejected: 0, unchanged: 0 }),
    /** How many rows are expected; null when nobody knows. */
    total: bigint('total', { mode: 'number' }),
    drift: jsonb('drift').$type<RunDrift>(),
    /** The last failure; of a running run, one that is tried again. */
    fault: jsonb('fault').$type<RunFault>(),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    index('source_runs_source').on(t.sourceId, t.createdAt),
    uniqueIndex('source_runs_one').on(t.sourceId).where(sql`status in ('queued', 'running')`),
  ],
);
