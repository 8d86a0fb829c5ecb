import { bigint, doublePrecision, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** One person: the fold of their records. `provenance` says for each trait which source, record and moment it came from. */
export const profiles = pgTable('profiles', {
  id: uuid('id').primaryKey(),
  createdAt: createdAt(),
  updatedAt: createdAt('updated_at'),
  firstSeenAt: moment('first_seen_at'),
  lastSeenAt: moment('last_seen_at'),
  eventCount: bigint('event_count', { mode: 'number' }).notNull().default(0),
  orderCount: integer('order_count').notNull().default(0),
  spend: doublePrecision('spend').notNull().default(0),
  currency: text('currency'),
  lastOrderAt: moment('last_order_at'),
  openTickets: integer('open_tickets').notNull().default(0),
  name: text('name'),
  traits: jsonb('traits').$type<Record<string, unknown>>().notNull().default({}),
  provenance: jsonb('provenance').$type<Record<string, { sourceId: string; recordId: string; at: string }>>().notNull().default({}),
});
