import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/** Who is in which segment now, and since when. */
export const memberships = pgTable(
  'memberships',
  { profileId: uuid('profile_id').notNull(), segmentId: uuid('segment_id').notNull(), enteredAt: moment('entered_at').notNull() },
  (t) => [
    primaryKey({ columns: [t.profileId, t.segmentId] }),
    index('memberships_segment').on(t.segmentId, t.profileId),
    index('memberships_entered').on(t.segmentId, t.enteredAt, t.profileId),
  ],
);
