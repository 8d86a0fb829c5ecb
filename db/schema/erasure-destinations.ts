import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';
import { erasures } from './erasures';

/** What became of an erasure at each destination that was ever told about the person. */
export const erasureDestinations = pgTable(
  'erasure_destinations',
  {
    erasureId: uuid('erasure_id')
      .notNull()
      .references(() => erasures.id, { onDelete: 'cascade' }),
    destinationId: uuid('destination_id').notNull(),
    name: text('name').notNull(),
    kind: text('kind').notNull(),
    /** `manual`: somebody must ask the receiver; `not_supported`: the receiver cannot be asked by us. */
    status: text('status', { enum: ['waiting', 'confirmed', 'failed', 'not_supported', 'manual'] }).notNull(),
    /** Why, as a code or in the plug-in's own words. */
    reason: text('reason'),
    /** The deliveries that carry the question. */
    deliveryIds: uuid('delivery_ids').array().notNull(),
    endedAt: moment('ended_at'),
  },
  (t) => [primaryKey({ columns: [t.erasureId, t.destinationId] })],
);
