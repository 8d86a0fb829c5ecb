import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/**
 * What somebody asks of the company under data protection law, and how far it has come. What names the person is emptied when the
 * person is erased; the number, the steps and their times stay as proof that the request was answered.
 */
export const subjectRequests = pgTable(
  'subject_requests',
  {
    id: uuid('id').primaryKey(),
    /** What people call it: request 17. */
    number: integer('number').notNull().generatedAlwaysAsIdentity(),
    type: text('type', { enum: ['access', 'portability', 'rectification', 'restriction', 'objection', 'erasure'] }).notNull(),
    state: text('state', { enum: ['received', 'verified', 'approved', 'running', 'done', 'refused', 'cancelled'] })
      .notNull()
      .default('received'),
    origin: text('origin', { enum: ['staff', 'api', 'form'] }).notNull(),
    /** Who registered it: a member of staff; null for the form and the API. */
    registeredBy: uuid('registered_by'),
    /** As given, before anybody looked: `[{ type, value }]`. */
    identifiers: jsonb('identifiers').$type<{ type: string; value: string }[]>().notNull().default([]),
    name: text('name'),
    /** Where answers go. */
    contact: text('contact'),
    message: text('message'),
    locale: text('locale').notNull().default('en'),
    /** The profiles that it concerns, as confirmed; merged ones are followed when read. */
    profileIds: uuid('profile_ids').array().notNull().default(sql`'{}'::uuid[]`),
    /** Confirmed that nothing is held about whoever asks. */
    nobody: boolean('nobody').notNull().default(false),
    /** How the identity was proven. */
    proof: text('proof', { enum: ['email_code', 'signed_in', 'call', 'document', 'other'] }),
    receivedAt: moment('received_at').notNull(),
    firstDueAt: moment('first_due_at').notNull(),
    dueAt: moment('due_at').notNull(),
    /** Since when the clock stands still because proof of identity is awaited. */
    pausedAt: moment('paused_at'),
    /** How long it stood still before, in milliseconds. */
    pausedMs: bigint('paused_ms', { mode: 'number' }).notNull().default(0),
    extendedAt: moment('extended_at'),
    extensionReason: text('extension_reason'),
    assigneeId: uuid('assignee_id'),
    verifiedAt: moment('verified_at'),
    verifiedBy: uuid('verified_by'),
    approvedAt: moment('approved_at'),
    approvedBy: uuid('approved_by'),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    /** Why the last run failed, in words for the officer. */
    error: text('error'),
    refusalGround: text('refusal_ground'),
    refusalNote: text('refusal_note'),
    /** What is to be done, by type: the corrections of a rectification. */
    task: jsonb('task').$type<Record<string, unknown>>().notNull().default({}),
    /** What was done, in numbers and names of fields; nothing personal. */
    outcome: jsonb('outcome').$type<Record<string, unknown>>().notNull().default({}),
    /** When a restriction or an objection was lifted again. */
    liftedAt: moment('lifted_at'),
    createdAt: createdAt(),
    updatedAt: createdAt('updated_at'),
  },
  (t) => [
    uniqueIndex('subject_requests_number').on(t.number),
    index('subject_requests_state').on(t.state, t.dueAt),
    index('subject_requests_profiles').using('gin', t.profileIds),
  ],
);
