import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** Who the company's e-mails come from and by which server they go: one row. */
export const emailSender = pgTable('email_sender', {
  /** Always 'default'. */
  key: text('key').primaryKey(),
  fromName: text('from_name').notNull(),
  fromAddress: text('from_address').notNull(),
  replyTo: text('reply_to').notNull().default(''),
  /** Where servers return what they could not deliver; each message adds its own mark to it. Empty: the sender's address. */
  bounceAddress: text('bounce_address').notNull().default(''),
  /** Stands under every message. */
  postalAddress: text('postal_address').notNull(),
  ratePerMinute: integer('rate_per_minute'),
  /** When the next message may leave, by the rate of all campaigns together. */
  nextSlotAt: moment('next_slot_at'),
  /** Server, account and signing key. Null: by the installation's SMTP_URL. */
  settingsEncrypted: text('settings_encrypted'),
  updatedAt: createdAt('updated_at'),
});
