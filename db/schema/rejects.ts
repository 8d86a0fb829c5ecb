import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** Events refused for a reason in their data, with the raw text, so that the source's owner can mend and replay them. */
export const rejects = pgTable(
  'rejects',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    sourceId: uuid('source_id').notNull(),
    receivedAt: createdAt('received_at'),
    stage: text('stage', { enum: ['accept', 'pipeline'] }).notNull(),
    code: text('code').notNull(),
    reason: text('reason').notNull(),
    messageId: text('message_id'),
    raw: text('raw').notNull(),
    replayedAt: moment('replayed_at'),
  },
  (t) => [index('rejects_source').on(t.sourceId, t.receivedAt)],
);
