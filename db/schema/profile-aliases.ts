import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** Ids of profiles merged away: each keeps resolving to the survivor. */
export const profileAliases = pgTable(
  'profile_aliases',
  { oldId: uuid('old_id').primaryKey(), profileId: uuid('profile_id').notNull(), mergedAt: createdAt('merged_at') },
  (t) => [index('profile_aliases_profile').on(t.profileId)],
);
