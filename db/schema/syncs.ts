import { bigint, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';
import { destinations } from './destinations';
import { segments } from './segments';

/** Which segment feeds which destination, and which traits and identifiers go along. */
export const syncs = pgTable(
  'syncs',
  {
    destinationId: uuid('destination_id')
      .notNull()
      .references(() => destinations.id, { onDelete: 'cascade' }),
    segmentId: uuid('segment_id')
      .notNull()
      .references(() => segments.id, { onDelete: 'cascade' }),
    status: text('status', { enum: ['active', 'paused', 'detaching'] })
      .notNull()
      .default('active'),
    mapping: jsonb('mapping').$type<{ traits: string[]; identifiers: string[] }>().notNull(),
    /** The run that brings the destination level with the segment: on attaching, on resuming, when a purpose's rules change. */
    levelState: text('level_state', { enum: ['none', 'running', 'done', 'cancelled'] })
      .notNull()
      .default('none'),
    levelDone: bigint('level_done', { mode: 'number' }).notNull().default(0),
    levelTotal: bigint('level_total', { mode: 'number' }).notNull().default(0),
    levelCursor: uuid('level_cursor'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.destinationId, t.segmentId] })],
);
