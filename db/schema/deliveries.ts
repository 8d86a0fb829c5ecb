import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** One message to one destination about one person, from planned to sent, withheld or dead. `id` is the idempotency key. */
export const deliveries = pgTable(
  'deliveries',
  {
    profileId: uuid('profile_id').notNull(),
    id: uuid('id').notNull().defaultRandom(),
    destinationId: uuid('destination_id').notNull(),
    segmentId: uuid('segment_id'),
    kind: text('kind', { enum: ['enter', 'leave', 'update', 'delete', 'test'] }).notNull(),
    status: text('status', { enum: ['pending', 'sending', 'sent', 'withheld', 'retry', 'dead', 'cancelled'] }).notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>(),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: moment('next_attempt_at'),
    responseStatus: integer('response_status'),
    errorCode: text('error_code'),
    error: text('error'),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.profileId, t.id] }),
    index('deliveries_destination').on(t.destinationId, t.createdAt),
    index('deliveries_due').on(t.status, t.nextAttemptAt),
  ],
);
