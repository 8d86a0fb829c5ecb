import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

export type RecordTraits = Record<string, { v: unknown; at: string; id: string }>;

/** What one source knows under one key. `id` is the hash of (source, key); `birthProfileId` is the profile it was born with. */
export const records = pgTable(
  'records',
  {
    profileId: uuid('profile_id').notNull(),
    id: uuid('id').notNull(),
    sourceId: uuid('source_id').notNull(),
    key: text('key').notNull(),
    birthProfileId: uuid('birth_profile_id').notNull(),
    traits: jsonb('traits').$type<RecordTraits>().notNull().default({}),
    firstSeenAt: moment('first_seen_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.id] }), index('records_source').on(t.sourceId, t.profileId)],
);
