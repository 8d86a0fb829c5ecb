import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';
import { segments } from './segments';

/** A segment as it was saved, each time it was. A number that is missing here was given because a segment that the rule names changed. */
export const segmentVersions = pgTable(
  'segment_versions',
  {
    segmentId: uuid('segment_id')
      .notNull()
      .references(() => segments.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    rule: jsonb('rule').$type<unknown>().notNull(),
    /** Name of the person or key that saved it. */
    changedBy: text('changed_by').notNull(),
    changedAt: createdAt('changed_at'),
    note: text('note').notNull().default(''),
    /** The version that was brought back by this one. */
    restoredFrom: integer('restored_from'),
  },
  (t) => [primaryKey({ columns: [t.segmentId, t.version] })],
);
