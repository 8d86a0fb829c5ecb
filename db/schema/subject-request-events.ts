import { bigserial, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';
import { subjectRequests } from './subject-requests';

/** The steps of a request and what staff noted on the way. `body` is free text and is emptied when the person is erased. */
export const subjectRequestEvents = pgTable(
  'subject_request_events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    requestId: uuid('request_id')
      .notNull()
      .references(() => subjectRequests.id, { onDelete: 'cascade' }),
    at: createdAt('at'),
    actorType: text('actor_type', { enum: ['user', 'api_key', 'system', 'cli', 'anonymous'] }).notNull(),
    actorId: uuid('actor_id'),
    actorLabel: text('actor_label').notNull(),
    kind: text('kind').notNull(),
    body: text('body'),
    details: jsonb('details').$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [index('subject_request_events_request').on(t.requestId, t.id)],
);
