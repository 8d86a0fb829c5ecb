import { sql } from 'drizzle-orm';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/**
 * Events refused for a reason in their data, with the raw text, so that the source's owner can mend and replay them. Of stage `mapping`,
 * the raw text is what the source gave: a row or a payload, which goes through the mapping again.
 */
export const rejects = pgTable(
  'rejects',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    sourceId: uuid('source_id').notNull(),
    receivedAt: createdAt('received_at'),
    stage: text('stage', { enum: ['accept', 'mapping', 'pipeline'] }).notNull(),
    code: text('code').notNull(),
    reason: text('reason').notNull(),
    messageId: text('message_id'),
    raw: text('raw').notNull(),
    replayedAt: moment('replayed_at'),
    /** The reading of a source in which it was refused. */
    runId: uuid('run_id'),
  },
  (t) => [index('rejects_source').on(t.sourceId, t.receivedAt), index('rejects_run').on(t.runId).where(sql`run_id is not null`)],
);
