import { bigint, doublePrecision, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** A ZIP with everything stored about a person, made for a request; the file lies encrypted under DATA_DIR/packages until it expires. */
export const accessPackages = pgTable(
  'access_packages',
  {
    id: uuid('id').primaryKey(),
    requestId: uuid('request_id').notNull(),
    kind: text('kind', { enum: ['access', 'portability'] }).notNull(),
    profileIds: uuid('profile_ids').array().notNull(),
    status: text('status', { enum: ['queued', 'running', 'done', 'failed', 'expired'] })
      .notNull()
      .default('queued'),
    progress: doublePrecision('progress').notNull().default(0),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    /** SHA-256 of the token in the person's own link; null until one was made. */
    tokenHash: text('token_hash').unique(),
    downloads: integer('downloads').notNull().default(0),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
    expiresAt: moment('expires_at'),
  },
  (t) => [index('access_packages_request').on(t.requestId, t.createdAt)],
);
