import type { AnySql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { isLittle, secondsOf } from '../core/cost';
import { tookTooLong } from './ask-rule';
import { cancelling } from './cancelling';

/** Longest that the planner may take over one statement: a rule that cannot be planned in this time cannot be run in a useful one. */
const PLAN_MS = 10_000;

type Asking = {
  /** The data is little when the longest rule takes no longer than this for all of it. */
  littleSeconds: number;
  signal?: AbortSignal | undefined;
};

/**
 * Asks what statements would cost, with a limit of time for each plan; not at all where there is little data. Statements are planned for one processor,
 * as the back-fill runs its own: it writes, so that it is never split.
 * @throws AppError invalid_input when planning takes too long, and what `ask` throws; the transaction cannot go on then.
 */
export async function askPlanner(tx: AnySql, { littleSeconds, signal }: Asking, ask: () => Promise<void>): Promise<void> {
  if (isLittle(await pagesToRead(tx), littleSeconds)) return;
  const [former] = await tx<{ ms: string; workers: string }[]>`
    select current_setting('statement_timeout') as ms, current_setting('max_parallel_workers_per_gather') as workers`;
  try {
    await tx`select set_config('max_parallel_workers_per_gather', '0', true)`;
    await limitPlanning(tx, PLAN_MS);
    await ask();
  } catch (error) {
    if (tookTooLong(error, signal)) throw tooLarge(error);
    throw error;
  }
  await tx`select set_config('statement_timeout', ${former?.ms ?? '0'}, true),
    set_config('max_parallel_workers_per_gather', ${former?.workers ?? '2'}, true)`;
}

/** Plans that are made from now on in this transaction may take this long. */
export async function limitPlanning(tx: AnySql, ms: number): Promise<void> {
  await tx`select set_config('statement_timeout', ${String(Math.max(1, Math.ceil(ms)))}, true)`;
}

/**
 * Pages of the tables that rules read, with what lies outside their rows; how large they are, not what was last counted. Beyond all
 * measure where tables are spread over several machines, as their sizes here say nothing.
 */
async function pagesToRead(tx: AnySql): Promise<number> {
  const [row] = await tx<{ pages: number }[]>`
    select case when exists (select from pg_extension where extname = 'citus') then 'Infinity'::float8
      else (sum(pg_table_size(t.id)) / current_setting('block_size')::int)::float8 end as pages
    from unnest(array['profiles', 'events', 'daily_aggregates', 'records', 'identifiers', 'consent_states', 'list_members', 'membership_changes'
      ]::regclass[]) r,
      lateral (select r as id union select p.relid from pg_partition_tree(r) p where p.isleaf) t`;
  return row?.pages ?? 0;
}

type Plan = { 'QUERY PLAN': { Plan: { 'Total Cost': number } }[] };

/** Seconds that one processor is going to take for a statement, which is not run. */
export async function plannedSeconds(tx: AnySql, text: string, values: readonly unknown[], signal?: AbortSignal): Promise<number> {
  const [row] = await cancelling(signal)(tx.unsafe<Plan[]>(`explain (format json) ${text}`, values as never[]));
  const cost = row?.['QUERY PLAN'][0]?.Plan['Total Cost'];
  if (typeof cost !== 'number') throw new Error('The planner told no cost');
  return secondsOf(cost);
}

function tooLarge(cause: unknown): AppError {
  const message = 'This rule is so large that the database cannot even plan how to answer it. Take conditions away.';
  return new AppError('invalid_input', message, { key: 'segment.unplannable', fields: [{ path: 'rule', message }], cause });
}
