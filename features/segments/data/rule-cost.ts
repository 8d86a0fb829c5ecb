import type { AnySql } from '@/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import type { Catalogue } from '../conditions/types';
import { compile } from '../core/compile';
import { minutesOf, topParts } from '../core/cost';
import type { RuleNode } from '../schema';
import { tookTooLong } from './ask-rule';
import { askPlanner, limitPlanning, plannedSeconds } from './plan-cost';

/** So long the costliest part is looked for. */
const PARTS_MS = 2_000;

/** Seconds that evaluating a rule for everybody may take by the planner's estimate. */
export const costLimit = (): number => env().SEGMENT_MAX_MINUTES * 60;

type Asked = { rule: RuleNode; catalogue: Catalogue; now: Date; signal?: AbortSignal | undefined };

/**
 * Refuses a rule that the planner expects to take longer for everybody than the installation allows; nothing is refused where there is
 * little data. Nothing is run: the database only says what the compiled statement would cost it.
 * @throws AppError invalid_input with the estimate, the limit and the costliest part.
 */
export async function refuseCostly(tx: AnySql, asked: Asked): Promise<void> {
  const limit = costLimit();
  await askPlanner(tx, { littleSeconds: limit, signal: asked.signal }, async () => {
    const seconds = await estimatedSeconds(tx, asked);
    if (seconds > limit) throw tooCostly(seconds, limit, await costliestPart(tx, asked));
  });
}

function estimatedSeconds(tx: AnySql, { rule, catalogue, now, signal }: Asked): Promise<number> {
  const { text, values } = compile(rule, { scope: { type: 'everyone' }, now, catalogue });
  return plannedSeconds(tx, text, values, signal);
}

type Part = { path: string; seconds: number };

/**
 * The part at the top of the rule that costs most by itself, of those that could be asked about in a moment. The transaction may have
 * come to its end by that: the caller refuses the rule.
 */
async function costliestPart(tx: AnySql, { rule, ...rest }: Asked): Promise<Part | undefined> {
  const known = new Map<string, number>();
  const until = performance.now() + PARTS_MS;
  let most: Part | undefined;
  const parts = topParts(rule);
  if (parts.length < 2) return undefined;
  for (const { path, node } of parts) {
    const key = JSON.stringify(node);
    const seconds = known.get(key) ?? (await secondsUntil(tx, { rule: node, ...rest }, until));
    if (seconds === undefined) break;
    known.set(key, seconds);
    if (!most || seconds > most.seconds) most = { path, seconds };
  }
  return most;
}

/** Undefined when there was no time to plan it. */
async function secondsUntil(tx: AnySql, asked: Asked, until: number): Promise<number | undefined> {
  const left = until - performance.now();
  if (left <= 0) return undefined;
  try {
    await limitPlanning(tx, left);
    return await estimatedSeconds(tx, asked);
  } catch (error) {
    if (tookTooLong(error, asked.signal)) return undefined;
    throw error;
  }
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
