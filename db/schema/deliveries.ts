import { sql } from 'drizzle-orm';
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
    /** When it is due, or, while `sending`, when the lease of the process that sends it ends. */
    nextAttemptAt: moment('next_attempt_at'),
    /** After this moment a failed attempt is the last: the delivery is dead. */
    giveUpAt: moment('give_up_at'),
    responseStatus: integer('response_status'),
    /** What the receiver answered last: at most 64 KiB, secrets redacted. */
    response: text('response'),
    durationMs: integer('duration_ms'),
    errorCode: text('error_code'),
    error: text('error'),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.profileId, t.id] }),
    index('deliveries_destination').on(t.destinationId, t.createdAt),
    index('deliveries_due').on(t.destinationId, t.nextAttemptAt).where(sql`status in ('pending', 'sending', 'retry')`),
  ],
);
