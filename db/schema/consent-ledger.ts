import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** Every consent statement ever made, per purpose × channel. Append-only (trigger); only a merge or an erasure moves rows. */
export const consentLedger = pgTable(
  'consent_ledger',
  {
    profileId: uuid('profile_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    /** The profile it was first said about: merges move the row and keep this, so that an unmerge can give it back. */
    originProfileId: uuid('origin_profile_id').notNull(),
    purpose: text('purpose').notNull(),
    channel: text('channel').notNull(),
    state: text('state', { enum: ['granted', 'denied', 'withdrawn'] }).notNull(),
    occurredAt: moment('occurred_at').notNull(),
    recordedAt: createdAt('recorded_at'),
    expiresAt: moment('expires_at'),
    method: text('method', { enum: ['api', 'staff', 'sdk', 'import', 'preference_page', 'unsubscribe', 'merge'] }).notNull(),
    actor: text('actor').notNull(),
    textVersion: text('text_version'),
    evidence: jsonb('evidence').$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.id] }), index('consent_ledger_occurred').on(t.occurredAt)],
);
