import { bigint, doublePrecision, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** Where a trait's value comes from: a source's record, or a model's version (kind `predicted` or `computed`). */
export type TraitProvenance =
  | { sourceId: string; recordId: string; at: string }
  | { kind: 'predicted' | 'computed'; model: string; version: number; at: string };

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
  /** IANA zone that the traits `time_zone` or `timezone` name; null when they name none: then the company's counts. */
  timeZone: text('time_zone'),
  traits: jsonb('traits').$type<Record<string, unknown>>().notNull().default({}),
  /** Computed and predicted traits, which lie over the records' fold: `traits = fold(records) || derived`. */
  derived: jsonb('derived').$type<Record<string, unknown>>().notNull().default({}),
  provenance: jsonb('provenance').$type<Record<string, TraitProvenance>>().notNull().default({}),
  /** `order_count` and `spend` that the derived traits were computed with: what differs is scored again. */
  scoredOrderCount: integer('scored_order_count').notNull().default(0),
  scoredSpend: doublePrecision('scored_spend').notNull().default(0),
  /** Since when the person's data may only be kept (Art. 18), and since when not used for marketing (Art. 21). Folds of `restrictions`. */
  restrictedAt: moment('restricted_at'),
  objectedAt: moment('objected_at'),
});
