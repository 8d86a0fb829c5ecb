import { bigserial, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/** Each entering and leaving, in order of `id`, with what caused it. */
export const membershipChanges = pgTable(
  'membership_changes',
  {
    profileId: uuid('profile_id').notNull(),
    id: bigserial('id', { mode: 'number' }).notNull(),
    segmentId: uuid('segment_id').notNull(),
    change: text('change', { enum: ['enter', 'leave'] }).notNull(),
    cause: text('cause', { enum: ['event', 'clock', 'rule', 'consent', 'merge', 'edit', 'erasure', 'score'] }).notNull(),
    at: moment('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.id] }), index('membership_changes_segment').on(t.segmentId, t.id)],
);
