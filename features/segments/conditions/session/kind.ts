import { countedEvents } from '../event/counted-events';
import { eventEdges } from '../event/edges';
import { windowDependencies } from '../event/kind';
import { compare, opposedCheck, roundEven } from '../event/measure';
import { windowSet } from '../event/personal-sql';
import { momentsSql } from '../event/rows-sql';
import { defineConditionKind } from '../types';
import { SESSION_GAP_MINUTES, type SessionCondition } from './schema';
import { sessionCheck, sessionSet, watched } from './sessions';

const GAP_MS = SESSION_GAP_MINUTES * 60_000;

/** How long each session is, in milliseconds. */
function lengthsOf(moments: readonly number[]): number[] {
  const lengths: number[] = [];
  let before: number | undefined;
  for (const at of [...moments].sort((a, b) => a - b)) {
    if (before === undefined || at - before >= GAP_MS) lengths.push(0);
    else lengths.push((lengths.pop() ?? 0) + at - before);
    before = at;
  }
  return lengths;
}

function measured({ measure }: SessionCondition, lengths: readonly number[]): number | undefined {
  if (measure === 'count') return lengths.length;
  if (lengths.length === 0) return undefined;
  if (measure === 'longest_minutes') return roundEven(Math.max(...lengths) / 6);
  return roundEven(lengths.reduce((sum, ms) => sum + ms, 0) / (6 * lengths.length));
}

/** How many sessions there were, or how long they lasted. */
export const sessionKind = defineConditionKind<SessionCondition>({
  kind: 'session',
  dependencies: (c) => [...new Set(['event:*', ...windowDependencies(c.window)])],
  compile: (c, context) => {
    const check = sessionCheck(c);
    const others = c.measure === 'count' && compare(check, 0);
    const { negated, sql } = windowSet(c.window, context, others, (within) =>
      sessionSet(c, others ? opposedCheck(check) : check, momentsSql(within, context), context),
    );
    return { form: 'set', negated, unique: true, sql: () => sql };
  },
  edges: (c, context) => ({ sets: eventEdges(watched(c), context) }),
  evaluate: (c, facts, context) => {
    const events = countedEvents(watched(c), facts, context);
    const found = events && measured(c, lengthsOf(events.map((e) => e.occurredAt.getTime())));
    return found !== undefined && compare(sessionCheck(c), found);
  },
});
