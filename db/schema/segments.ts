import { bigint, doublePrecision, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** A saved rule and the state of its membership. `state`: building (full evaluation) → live. Stopped, failed and invalid ones stand still. */
export const segments = pgTable('segments', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  /** By which the list is put in order; they mean nothing to the rule and make no version. */
  labels: text('labels').array().notNull().default([]),
  rule: jsonb('rule').$type<unknown>().notNull(),
  version: integer('version').notNull().default(1),
  status: text('status', { enum: ['active', 'archived'] })
    .notNull()
    .default('active'),
  state: text('state', { enum: ['building', 'live', 'stopped', 'failed', 'invalid'] })
    .notNull()
    .default('building'),
  error: text('error'),
  /** Share of the running full evaluation that is done, 0 to 1; null when none runs. */
  progress: doublePrecision('progress'),
  size: bigint('size', { mode: 'number' }).notNull().default(0),
  createdBy: uuid('created_by'),
  createdAt: createdAt(),
  updatedAt: createdAt('updated_at'),
  evaluatedAt: moment('evaluated_at'),
});
