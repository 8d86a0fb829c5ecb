import { bigint, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';
import { sources } from './sources';

/** A file that a source has read or is reading. `line` is the last line handed over; the same name, size, time and content is read once. */
export const sourceFiles = pgTable(
  'source_files',
  {
    id: uuid('id').primaryKey(),
    sourceId: uuid('source_id')
      .notNull()
      .references(() => sources.id, { onDelete: 'cascade' }),
    runId: uuid('run_id').notNull(),
    name: text('name').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    modifiedAt: moment('modified_at').notNull(),
    sha256: text('sha256').notNull(),
    line: bigint('line', { mode: 'number' }).notNull().default(0),
    status: text('status', { enum: ['reading', 'done', 'refused'] })
      .notNull()
      .default('reading'),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
  },
  (t) => [unique('source_files_once').on(t.sourceId, t.name, t.bytes, t.modifiedAt, t.sha256), index('source_files_run').on(t.runId)],
);
