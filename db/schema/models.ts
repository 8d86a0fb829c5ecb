import { sql } from 'drizzle-orm';
import { integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/**
 * Every fit of a model, also those that were refused. `clv`: purchases and spend; `rfm`: the cut points of the quintiles.
 * `published`: in force (one a kind); `superseded`: was in force; `insufficient`: too little data; `blocked`: a check failed.
 */
export const models = pgTable(
  'models',
  {
    id: uuid('id').primaryKey().default(sql`gen_random_uuid()`),
    kind: text('kind', { enum: ['clv', 'rfm'] }).notNull(),
    version: integer('version').notNull(),
    status: text('status', { enum: ['published', 'superseded', 'insufficient', 'blocked'] }).notNull(),
    /** Why it is not in force: one of `ModelReason` of features/traits/types.ts, with its values in the card. */
    reason: text('reason'),
    fittedAt: createdAt('fitted_at'),
    /** When everyone had been scored with it. */
    scoredAt: moment('scored_at'),
    parameters: jsonb('parameters').$type<unknown>().notNull().default({}),
    /** Features/traits/schema.ts `modelCardSchema`: hold-out errors beside the naive rival, diagnostics, ranges, definitions. */
    card: jsonb('card').$type<unknown>().notNull().default({}),
  },
  (t) => [
    uniqueIndex('models_kind_version').on(t.kind, t.version),
    uniqueIndex('models_in_force').on(t.kind).where(sql`status = 'published'`),
  ],
);
