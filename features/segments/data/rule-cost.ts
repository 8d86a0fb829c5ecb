import type { AnySql } from '@/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import type { Catalogue } from '../conditions/types';
import { compile } from '../core/compile';
import { isLittle, minutesOf, secondsOf, topParts } from '../core/cost';
import type { RuleNode } from '../schema';
import { tookTooLong } from './ask-rule';
import { cancelling } from './cancelling';

/** Longest that the planner may take over one statement: a rule that cannot be planned in this time cannot be run in a useful one. */
const PLAN_MS = 10_000;
/** So long the costliest part is looked for. */
const PARTS_MS = 3_000;

type Asked = { rule: RuleNode; catalogue: Catalogue; now: Date; signal?: AbortSignal | undefined };

/** Seconds that evaluating a rule for everybody may take by the planner's estimate. */
export const costLimit = (): number => env().SEGMENT_MAX_MINUTES * 60;

/**
 * Refuses a rule that the planner expects to take longer for everybody than the installation allows; nothing is refused where there is
 * little data. Nothing is run: the database only says what the compiled statement would cost it.
 * @throws AppError invalid_input with the estimate, the limit and the costliest part.
 */
export async function refuseCostly(tx: AnySql, asked: Asked): Promise<void> {
  const limit = costLimit();
  if (isLittle(await pagesToRead(tx), limit)) return;
  const [former] = await tx<{ ms: string; workers: string }[]>`
    select current_setting('statement_timeout') as ms, current_setting('max_parallel_workers_per_gather') as workers`;
  try {
    // As the back-fill runs it, by one processor: it writes, so that its statement is never split.
    await tx`select set_config('statement_timeout', ${String(PLAN_MS)}, true), set_config('max_parallel_workers_per_gather', '0', true)`;
    const seconds = await estimatedSeconds(tx, asked);
    if (seconds > limit) throw tooCostly(seconds, limit, await costliestPart(tx, asked));
  } catch (error) {
    if (tookTooLong(error, asked.signal)) throw tooLarge(error);
    throw error;
  }
  await tx`select set_config('statement_timeout', ${former?.ms ?? '0'}, true),
    set_config('max_parallel_workers_per_gather', ${former?.workers ?? '2'}, true)`;
}

/** Pages of the tables of which rules read the most; how large they are, not what was last counted. */
async function pagesToRead(tx: AnySql): Promise<number> {
  const [row] = await tx<{ pages: number }[]>`
    select (sum(pg_relation_size(t.relid)) / current_setting('block_size')::int)::float8 as pages
    from unnest(array['profiles', 'events', 'daily_aggregates']::regclass[]) r, lateral pg_partition_tree(r) t where t.isleaf`;
  return row?.pages ?? 0;
}

type Plan = { 'QUERY PLAN': { Plan: { 'Total Cost': number } }[] };

async function estimatedSeconds(tx: AnySql, { rule, catalogue, now, signal }: Asked): Promise<number> {
  const { text, values } = compile(rule, { scope: { type: 'everyone' }, now, catalogue });
  const [row] = await cancelling(signal)(tx.unsafe<Plan[]>(`explain (format json) ${text}`, values as never[]));
  const cost = row?.['QUERY PLAN'][0]?.Plan['Total Cost'];
  if (typeof cost !== 'number') throw new Error('The planner told no cost');
  return secondsOf(cost);
}

type Part = { path: string; seconds: number };

/** The part at the top of the rule that costs most by itself, of those that could be asked about in a moment. */
async function costliestPart(tx: AnySql, { rule, ...rest }: Asked): Promise<Part | undefined> {
  const known = new Map<string, number>();
  const until = performance.now() + PARTS_MS;
  let most: Part | undefined;
  const parts = topParts(rule);
  if (parts.length < 2) return undefined;
  for (const { path, node } of parts) {
    if (performance.now() > until) break;
    const key = JSON.stringify(node);
    const seconds = known.get(key) ?? (await estimatedSeconds(tx, { rule: node, ...rest }));
    known.set(key, seconds);
    if (!most || seconds > most.seconds) most = { path, seconds };
  }
  return most;
}

const MEND = 'Name an event instead of any event, narrow the time that it looks at, or take conditions away.';

function tooCostly(seconds: number, limitSeconds: number, part: Part | undefined): AppError {
  const values = { minutes: minutesOf(seconds), limit: minutesOf(limitSeconds) };
  const costs = `Finding everybody whom this rule fits is estimated to take ${values.minutes} minutes; at most ${values.limit} are allowed.`;
  const message = `${costs} ${part ? `The costliest part is ${part.path}, ${minutesOf(part.seconds)} minutes by itself. ` : ''}${MEND}`;
  const whole = { path: 'rule', message, key: 'segment.tooCostly', values } as const;
  const alone = part && { minutes: minutesOf(part.seconds) };
  return new AppError('invalid_input', message, {
    key: 'segment.tooCostly',
    values,
    fields: [
      whole,
      ...(part && alone
        ? [
            {
              path: part.path,
              message: `This part alone is estimated to take ${alone.minutes} minutes.`,
              key: 'segment.costliest' as const,
              values: alone,
            },
          ]
        : []),
    ],
  });
}

function tooLarge(cause: unknown): AppError {
  const message = 'This rule is so large that the database cannot even plan how to answer it. Take conditions away.';
  return new AppError('invalid_input', message, { key: 'segment.unplannable', fields: [{ path: 'rule', message }], cause });
}
