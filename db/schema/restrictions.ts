import { boolean, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/**
 * Every restriction and objection set or lifted. Append-only (trigger); only a merge or an erasure moves rows. In force is, per kind, what
 * any of the profiles that are now one has on at last: a merge takes the more restrictive side, an unmerge gives each side its own back.
 */
export const restrictions = pgTable(
  'restrictions',
  {
    profileId: uuid('profile_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    /** The profile it was said about: kept when a merge moves the row. */
    originProfileId: uuid('origin_profile_id').notNull(),
    kind: text('kind', { enum: ['restriction', 'objection'] }).notNull(),
    active: boolean('active').notNull(),
    at: createdAt('at'),
    reason: text('reason').notNull(),
    actor: text('actor').notNull(),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.id] }), index('restrictions_origin').on(t.profileId, t.originProfileId, t.kind, t.at)],
);
