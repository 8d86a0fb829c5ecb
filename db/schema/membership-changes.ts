import { bigserial, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/**
 * Each entering and leaving, in order of `at` and `id`, with what caused it. `version` of the rule by which it happened; `marks`: of the
 * rule's conditions at the top (the first 31), those that held then, as bits. `origin_profile_id`: whom the row was about when it was
 * written, if that profile has been merged into this one since.
 */
export const membershipChanges = pgTable(
  'membership_changes',
  {
    profileId: uuid('profile_id').notNull(),
    id: bigserial('id', { mode: 'number' }).notNull(),
    segmentId: uuid('segment_id').notNull(),
    change: text('change', { enum: ['enter', 'leave'] }).notNull(),
    cause: text('cause', { enum: ['event', 'clock', 'rule', 'consent', 'merge', 'edit', 'erasure', 'score'] }).notNull(),
    at: moment('at').notNull(),
    version: integer('version'),
    marks: integer('marks'),
    originProfileId: uuid('origin_profile_id'),
  },
  (t) => [
    primaryKey({ columns: [t.profileId, t.id] }),
    index('membership_changes_segment').on(t.segmentId, t.id),
    index('membership_changes_time').on(t.segmentId, t.at),
  ],
);
