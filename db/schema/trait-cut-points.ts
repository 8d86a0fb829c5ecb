import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/**
 * Where the percentiles of a numeric trait lay at a moment: `limits[k - 1]` is the value of the first person above the lowest k
 * percent, for k = 1 … 99. Ranks compare with the newest version, which other people's values do not move; of earlier ones only the stamps are
 * kept, with no limits.
 */
export const traitCutPoints = pgTable(
  'trait_cut_points',
  {
    trait: text('trait').notNull(),
    version: integer('version').notNull(),
    at: createdAt('at'),
    /** How many people had a number. */
    people: bigint('people', { mode: 'number' }).notNull(),
    limits: jsonb('limits').$type<number[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trait, t.version] })],
);
