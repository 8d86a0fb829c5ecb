import { bigint, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/**
 * Accepted requests, durable before they are answered. One row per (request, lane); `body` is an InboxEnvelope as JSON text.
 * Partitioned by range of `seq`; `seq` order is commit order (drawn under an advisory lock).
 */
export const inbox = pgTable(
  'inbox',
  {
    lane: smallint('lane').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    sourceId: uuid('source_id').notNull(),
    mode: text('mode', { enum: ['live', 'replay', 'import'] }).notNull(),
    receivedAt: moment('received_at').notNull(),
    body: text('body').notNull(),
  },
  (t) => [primaryKey({ columns: [t.lane, t.seq] })],
);
