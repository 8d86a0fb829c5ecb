import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt } from '../columns';

/** Liveness of each worker process, for readiness and the operations page. */
export const workerHeartbeats = pgTable('worker_heartbeats', {
  id: uuid('id').primaryKey(),
  pid: integer('pid').notNull(),
  host: text('host').notNull(),
  startedAt: createdAt('started_at'),
  seenAt: createdAt('seen_at'),
  /** The names under which the process locks jobs. */
  jobWorkers: jsonb('job_workers').$type<string[]>().notNull().default([]),
  /** The process's metrics in prom-client's JSON form: the web process shows them beside its own. */
  metrics: jsonb('metrics'),
});
