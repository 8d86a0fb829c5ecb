import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/** The fold of the ledger: the statement in force per purpose × channel. Equal times: denial wins. */
export const consentStates = pgTable(
  'consent_states',
  {
    profileId: uuid('profile_id').notNull(),
    purpose: text('purpose').notNull(),
    channel: text('channel').notNull(),
    state: text('state', { enum: ['granted', 'denied', 'withdrawn'] }).notNull(),
    since: moment('since').notNull(),
    expiresAt: moment('expires_at'),
    ledgerId: uuid('ledger_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.profileId, t.purpose, t.channel] }),
    index('consent_states_lookup').on(t.purpose, t.channel, t.state, t.profileId),
    index('consent_states_since').on(t.purpose, t.channel, t.since),
    index('consent_states_expiry').on(t.expiresAt),
  ],
);
