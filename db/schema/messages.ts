import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/**
 * One e-mail of a campaign to one person, from planned to sent. What was written in it is not kept: the campaign names the version of the
 * template, and a keyed hash tells whether two messages said the same.
 *
 * `pending` waits · `claimed` is held by a process, and nothing has left · `sending` may have left: written down before the first byte of
 * the message, so that a crash after it ends as `unknown`, which is never sent again · `sent` the server took it · `retry` refused for
 * now · `bounced` refused for good, or returned later · `withheld` may not be sent · `failed` could not be made · `cancelled` with the
 * campaign.
 */
export const messages = pgTable(
  'messages',
  {
    profileId: uuid('profile_id').notNull(),
    id: uuid('id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    /** Who it was planned for: a merge moves the row and keeps this, so that one person's two messages are seen as two, and one is sent. */
    originProfileId: uuid('origin_profile_id').notNull(),
    status: text('status', {
      enum: ['pending', 'claimed', 'sending', 'sent', 'retry', 'bounced', 'withheld', 'failed', 'unknown', 'cancelled'],
    }).notNull(),
    /** Why it was withheld, failed or bounced: a code. */
    reason: text('reason'),
    attempts: integer('attempts').notNull().default(0),
    /** When it is due, or, while it is held, when the lease of the process that holds it ends. */
    nextAttemptAt: moment('next_attempt_at'),
    /** After this moment a refusal for now is one for good. */
    giveUpAt: moment('give_up_at'),
    /** Keyed hash of the address it went to. */
    addressHash: text('address_hash'),
    /** Keyed hash of what was filled into the template. */
    variablesHash: text('variables_hash'),
    /** The server's last answer: its code, and the enhanced status (RFC 3463). */
    smtpCode: integer('smtp_code'),
    smtpStatus: text('smtp_status'),
    createdAt: createdAt(),
    sentAt: moment('sent_at'),
    finishedAt: moment('finished_at'),
    unsubscribedAt: moment('unsubscribed_at'),
    /** Whether the letter left with the mark by which its opening is noticed, or its links: for who had agreed to that, at that moment. */
    opensMeasured: boolean('opens_measured').notNull().default(false),
    clicksMeasured: boolean('clicks_measured').notNull().default(false),
    /** When it was first, and last, noticed that the letter was opened; and when a link of it was first followed. */
    openedAt: moment('opened_at'),
    lastOpenedAt: moment('last_opened_at'),
    clickedAt: moment('clicked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.profileId, t.id] }),
    unique('messages_once').on(t.profileId, t.campaignId, t.originProfileId),
    index('messages_id').on(t.id),
    index('messages_status').on(t.campaignId, t.status, t.finishedAt),
    index('messages_address').on(t.campaignId, t.addressHash),
    index('messages_due').on(t.campaignId, t.nextAttemptAt).where(sql`status in ('pending', 'claimed', 'sending', 'retry')`),
  ],
);
