import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { listUploads } from './list-uploads';

/** Values of an uploaded file that brought nobody onto the list, by line. */
export const listUploadRejects = pgTable(
  'list_upload_rejects',
  {
    uploadId: uuid('upload_id')
      .notNull()
      .references(() => listUploads.id, { onDelete: 'cascade' }),
    line: integer('line').notNull(),
    value: text('value').notNull(),
    reason: text('reason', { enum: ['not_found', 'invalid'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.line] })],
);
