import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/**
 * What was sent by the public form and waits for the code from the e-mail. The id becomes the request's. The content is encrypted and the code
 * kept as a keyed hash, so that nothing of a stranger's words lies here in the clear.
 */
export const subjectRequestCodes = pgTable('subject_request_codes', {
  id: uuid('id').primaryKey(),
  contentEncrypted: text('content_encrypted').notNull(),
  codeHash: text('code_hash').notNull(),
  tries: integer('tries').notNull().default(0),
  createdAt: createdAt(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
});
