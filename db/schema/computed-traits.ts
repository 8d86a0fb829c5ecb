import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/**
 * Traits that are computed from a person's events, by name. `status`: only active ones are computed; the values of a stopped one are
 * taken back, and a deleted one goes when its last value has. `state`: building (everybody is being computed) → live.
 */
export const computedTraits = pgTable('computed_traits', {
  name: text('name').primaryKey(),
  description: text('description').notNull().default(''),
  definition: jsonb('definition').$type<unknown>().notNull(),
  version: integer('version').notNull().default(1),
  status: text('status', { enum: ['active', 'stopped', 'deleting'] })
    .notNull()
    .default('active'),
  state: text('state', { enum: ['building', 'live', 'invalid'] })
    .notNull()
    .default('building'),
  error: text('error'),
  /** Share of the run over everybody that is done, 0 to 1; null when none runs. */
  progress: doublePrecision('progress'),
  /** Whether its values are personal data, as those of the property that it reads. */
  personal: boolean('personal').notNull().default(true),
  /** How many had a value when everybody was last computed or checked, and when that was. */
  people: bigint('people', { mode: 'number' }).notNull().default(0),
  computedAt: moment('computed_at'),
  createdBy: uuid('created_by'),
  updatedBy: uuid('updated_by'),
  createdAt: createdAt(),
  updatedAt: createdAt('updated_at'),
});
