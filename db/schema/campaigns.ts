import { bigint, boolean, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/**
 * An e-mail to the people of a segment, for a stated purpose on a channel. `preparing` writes the members down as messages; from then
 * on who is in the segment plays no part any more, but consent does until the moment of each send.
 */
export const campaigns = pgTable(
  'campaigns',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    segmentId: uuid('segment_id').notNull(),
    purpose: text('purpose').notNull(),
    channel: text('channel').notNull(),
    templateId: uuid('template_id').notNull(),
    /** Null in a draft, which takes the template as it is; fixed when it is started. */
    templateVersion: integer('template_version'),
    status: text('status', { enum: ['draft', 'scheduled', 'preparing', 'sending', 'paused', 'done', 'cancelled', 'failed'] })
      .notNull()
      .default('draft'),
    /** What to go back to when a paused campaign is resumed. */
    pausedFrom: text('paused_from', { enum: ['scheduled', 'preparing', 'sending'] }),
    /** The wish for a start; null: at once. */
    startAt: moment('start_at'),
    ratePerMinute: integer('rate_per_minute'),
    /** Whether it is written down who opens the letter, and who follows its links; only of those who have agreed to `measurePurpose`. */
    measureOpens: boolean('measure_opens').notNull().default(false),
    measureClicks: boolean('measure_clicks').notNull().default(false),
    measurePurpose: text('measure_purpose'),
    /** When the next message may leave, by this campaign's own rate. */
    nextSlotAt: moment('next_slot_at'),
    /** The last member written down: where an interrupted preparation goes on. */
    cursor: uuid('cursor'),
    /** Members written down, whoever was erased since. */
    audience: bigint('audience', { mode: 'number' }).notNull().default(0),
    error: text('error'),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    updatedAt: createdAt('updated_at'),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  (t) => [index('campaigns_created').on(t.createdAt)],
);
