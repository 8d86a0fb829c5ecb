import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
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
    status: text('status', { enum: ['active', 'paused'] })
      .notNull()
      .default('active'),
    mapping: jsonb('mapping').$type<{ traits: string[]; identifiers: string[] }>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.destinationId, t.segmentId] })],
);
