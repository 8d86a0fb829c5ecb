import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';
import { sources } from './sources';

/** What is read: a table or folder by name or a query, the columns that name a row, the high-water mark, the list inside a payload. */
export type SourceSelection = { stream: string; query: string | null; key: string[]; mark: string | null; items: string | null };
export type SourceColumn = { name: string; type: string };

/** How a source that we read from, or that calls us, is reached. Settings hold secrets and are encrypted as a whole. */
export const sourceConnections = pgTable('source_connections', {
  sourceId: uuid('source_id')
    .primaryKey()
    .references(() => sources.id, { onDelete: 'cascade' }),
  settingsEncrypted: text('settings_encrypted'),
  selection: jsonb('selection').$type<SourceSelection>(),
  /** The columns as they were when the mapping was saved. */
  columns: jsonb('columns').$type<SourceColumn[]>(),
  mapping: jsonb('mapping').$type<unknown>(),
  mode: text('mode', { enum: ['full', 'incremental'] })
    .notNull()
    .default('full'),
  onDrift: text('on_drift', { enum: ['continue', 'pause'] })
    .notNull()
    .default('pause'),
  schedule: jsonb('schedule').$type<unknown>(),
  nextRunAt: moment('next_run_at'),
  /** Why no run starts by itself. */
  paused: text('paused', { enum: ['staff', 'drift'] }),
  /** The last place read and committed, as its connector writes it; null: from the beginning. */
  cursor: jsonb('cursor').$type<unknown>(),
  updatedAt: createdAt('updated_at'),
});
