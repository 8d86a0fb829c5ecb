import { bigint, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { imports } from './imports';

/** Rows of an import that could not be taken, by line of the file, with the reason and the raw row. */
export const importRejects = pgTable(
  'import_rejects',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    line: bigint('line', { mode: 'number' }).notNull(),
    code: text('code').notNull(),
    reason: text('reason').notNull(),
    raw: text('raw').notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.line] })],
);
