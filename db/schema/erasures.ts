import { integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** What an erasure has done so far, in numbers: rows by table, places in files, people told. */
export type ErasureProgress = {
  rows: Record<string, number>;
  files: Record<string, number>;
  suppressed: Record<string, number>;
  /** Texts that name the person in a place that the database does not let change, by table. */
  kept?: Record<string, number>;
};

/**
 * The erasures of people, one a request. While one runs, `work` holds, encrypted, whom it is about; afterwards nothing here leads to the
 * person: keyed hashes, numbers, and the signed certificate. A `replay` repeats, in a restored database, one that the ledger file knows.
 */
export const erasures = pgTable(
  'erasures',
  {
    id: uuid('id').primaryKey(),
    /** The order in which certificates follow each other. */
    number: integer('number').notNull().generatedAlwaysAsIdentity(),
    requestId: uuid('request_id').unique(),
    origin: text('origin', { enum: ['request', 'replay'] })
      .notNull()
      .default('request'),
    status: text('status', { enum: ['running', 'done'] })
      .notNull()
      .default('running'),
    step: text('step').notNull(),
    /** Keyed hashes of the identifiers (HMAC-SHA-256), and a mark of the key they were made with. */
    hashes: text('hashes').array().notNull(),
    keyMark: text('key_mark').notNull(),
    work: text('work'),
    progress: jsonb('progress').$type<ErasureProgress>().notNull(),
    startedAt: createdAt('started_at'),
    finishedAt: moment('finished_at'),
    /** The certificate's exact text, what it is signed with, and its SHA-256, which the next one quotes. */
    certificate: text('certificate'),
    signature: text('signature'),
    certificateHash: text('certificate_hash'),
  },
  (t) => [uniqueIndex('erasures_number').on(t.number)],
);
