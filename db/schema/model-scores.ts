import { date, doublePrecision, integer, pgTable, primaryKey, real, uuid } from 'drizzle-orm/pg-core';

/**
 * Published predictions as they were, once a month for everyone, so that they can be compared with what happened.
 * Money in major units of the company's currency, probabilities for the horizon in days.
 */
export const modelScores = pgTable(
  'model_scores',
  {
    profileId: uuid('profile_id').notNull(),
    modelId: uuid('model_id').notNull(),
    version: integer('version').notNull(),
    /** The day, in the company's time zone, whose data it rests on. */
    scoredOn: date('scored_on').notNull(),
    horizonDays: integer('horizon_days').notNull(),
    ordersHorizon: real('orders_horizon').notNull(),
    noPurchase: real('no_purchase').notNull(),
    orders12m: real('orders_12m').notNull(),
    value12m: doublePrecision('value_12m').notNull(),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.scoredOn, t.modelId] })],
);
