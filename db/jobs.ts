import type { z } from 'zod';
import { type Fact, type Topic, topics } from '@/lib/topics';
import type { AnySql } from './client';

export type JobContext = {
  jobId: string;
  /** 1 on the first try. */
  attempt: number;
  isLastAttempt: boolean;
  /** Aborted when the worker stops: finish the current chunk and return; throw to be run again later. */
  signal: AbortSignal;
};

/** A job as the worker sees it: its payload is checked by `run`. */
export type AnyJob = {
  readonly name: string;
  readonly on?: Topic;
  readonly cron?: string;
  run(raw: unknown, context: JobContext): Promise<void>;
};

export type Job<P> = AnyJob & { readonly payload: z.ZodType<P> };

type Definition<P> = {
  /** Unique, by feature: `imports.run`. Never renamed while jobs of that name may be waiting. */
  name: string;
  payload: z.ZodType<P>;
  /** UTC schedule in crontab form; the payload is then `{}`. */
  cron?: string;
  handle(payload: P, context: JobContext): Promise<void>;
};

type Subscription<T extends Topic> = {
  name: string;
  /** Runs once for each published fact of this topic. */
  on: T;
  handle(fact: Fact<T>, context: JobContext): Promise<void>;
};

/** Declares a job. Handlers are idempotent: a job may run again after a crash. Listed in worker/registry.ts. */
export function defineJob<P>(definition: Definition<P>): Job<P> {
  const { name, payload, cron, handle } = definition;
  return {
    name,
    payload,
    ...(cron === undefined ? {} : { cron }),
    run: async (raw, context) => handle(payload.parse(raw), context),
  };
}

/** Declares a job that runs on every fact of a topic. */
export function defineSubscriber<T extends Topic>({ name, on, handle }: Subscription<T>): AnyJob {
  return { name, on, run: async (raw, context) => handle(topics[on].parse(raw) as Fact<T>, context) };
}

export type EnqueueOptions = {
  /** Only one waiting job has this key: a second one replaces it. */
  key?: string;
  runAt?: Date;
  /** Jobs of one queue run one after another. */
  queue?: string;
  /** Default 25, with exponential back-off. */
  maxAttempts?: number;
};

/**
 * Enqueues a job in the caller's transaction: it runs if and only if that commits.
 * @throws Error when the payload does not fit the job.
 */
export async function enqueue<P>(tx: AnySql, job: string | Job<P>, payload: P, options: EnqueueOptions = {}): Promise<void> {
  const name = typeof job === 'string' ? job : job.name;
  const checked = typeof job === 'string' ? payload : job.payload.parse(payload);
  await tx`select from graphile_worker.add_job(${name}::text, payload => ${JSON.stringify(checked)}::text::json,
    queue_name => ${options.queue ?? null}::text, run_at => ${options.runAt ?? null}::timestamptz,
    max_attempts => ${options.maxAttempts ?? null}::int, job_key => ${options.key ?? null}::text)`;
}
