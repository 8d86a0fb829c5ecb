import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { segments } from './segments';

/** What each rule reads: `event:Order Completed`, `trait:country`, `consent:marketing/email`, `segment:<id>`. */
export const segmentDependencies = pgTable(
  'segment_dependencies',
  {
    segmentId: uuid('segment_id')
      .notNull()
      .references(() => segments.id, { onDelete: 'cascade' }),
    dependsOn: text('depends_on').notNull(),
  },
  (t) => [primaryKey({ columns: [t.segmentId, t.dependsOn] }), index('segment_dependencies_on').on(t.dependsOn)],
);
