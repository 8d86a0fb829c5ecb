import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** An address that a server refused for good: nothing is sent there until somebody lifts it. Keeps a keyed hash, never the address. */
export const emailBlocks = pgTable(
  'email_blocks',
  {
    profileId: uuid('profile_id').notNull(),
    addressHash: text('address_hash').notNull(),
    campaignId: uuid('campaign_id'),
    messageId: uuid('message_id'),
    smtpStatus: text('smtp_status'),
    createdAt: createdAt(),
    liftedAt: moment('lifted_at'),
    liftedBy: text('lifted_by'),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.addressHash] }), index('email_blocks_address').on(t.addressHash)],
);
