import { bigint, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';
import { lists } from './lists';

/** One file of people on its way onto a list. `cursor` is the last line of it that is done for good; the counts are of the lines up to there. */
export const listUploads = pgTable(
  'list_uploads',
  {
    id: uuid('id').primaryKey(),
    listId: uuid('list_id')
      .notNull()
      .references(() => lists.id, { onDelete: 'cascade' }),
    /** As it was called where it came from; null 30 days after the end, with the header. */
    fileName: text('file_name'),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    lines: integer('lines').notNull(),
    delimiter: text('delimiter').notNull(),
    /** What the values are read as: `profile_id` or a type of identifier. */
    readAs: text('read_as').notNull(),
    /** The column that is read, its header, and the line on which the header ends, 0 without one. */
    place: integer('place').notNull(),
    header: text('header'),
    headerLine: integer('header_line').notNull(),
    status: text('status', { enum: ['queued', 'running', 'done', 'failed', 'cancelled'] })
      .notNull()
      .default('queued'),
    cursor: integer('cursor').notNull().default(0),
    rows: integer('rows').notNull().default(0),
    matched: integer('matched').notNull().default(0),
    added: integer('added').notNull().default(0),
    duplicates: integer('duplicates').notNull().default(0),
    notFound: integer('not_found').notNull().default(0),
    invalid: integer('invalid').notNull().default(0),
    /** Why it failed: the list was archived, the file is gone, or a fault of the system; `again` while another try of it comes. */
    error: text('error', { enum: ['archived', 'gone', 'fault', 'again'] }),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
  },
  (t) => [index('list_uploads_list').on(t.listId, t.createdAt)],
);
