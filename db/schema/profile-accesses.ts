import { bigint, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** Whom a line of the audit log was about, where it was about many at once: those on a page of a list, in a file, in an answer of the API. */
export const profileAccesses = pgTable(
  'profile_accesses',
  {
    profileId: uuid('profile_id').notNull(),
    auditId: bigint('audit_id', { mode: 'number' }).notNull(),
    at: createdAt('at'),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.auditId] })],
);
