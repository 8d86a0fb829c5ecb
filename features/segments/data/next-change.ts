import type { Sql, TransactionSql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { compile } from '../core/compile';
import { type Answer, lookAhead, type Probe } from '../core/look-ahead';
import { standsStill } from '../core/states';
import type { RuleNode } from '../schema';
import { tookTooLong } from './ask-rule';
import { catalogueOf, validRules } from './catalogue';
import { findEdges } from './find-edges';
import { loadRule, loadRules } from './rules';
import { type Hides, type Unforeseen, unforeseenOf } from './unforeseen';

/** How long it looks ahead at most. */
const MOST_MS = 2_000;

/**
 * When the clock alone makes a person enter or leave, if nothing else happens. `change` is null when that is not before `lookedUntil`, and
 * when it is not foreseen at all: `unforeseen` says why.
 */
export type NextChange = Answer & { asOf: Date; unforeseen: Unforeseen | null };

export type Looking = { signal?: AbortSignal | undefined; ms?: number; hides?: Hides };

/**
 * The next moment at which a person's answer changes by time alone: the next edge is found by halving the time in which there is one, and
 * the compiled rule is asked again at exactly that moment. When the time for looking is up, it has looked as far as it came.
 * @throws AppError not_found without that segment; conflict when it has no valid rule; unavailable when there was no time for even the first answer.
 */
export async function nextChange(
  db: Sql,
  asked: { segmentId: string; profileId: string },
  { signal, ms = MOST_MS, hides = () => false }: Looking = {},
): Promise<NextChange> {
  const deadline = performance.now() + ms;
  const found: { answer?: NextChange } = {};
  try {
    await db.begin('isolation level repeatable read read only', async (tx) => {
      const inTime = () => keepTime(tx, deadline, signal);
      await inTime();
      const segment = await loadRule(tx, asked.segmentId);
      if (!segment) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
      if (!segment.node || segment.state === 'invalid')
        throw new AppError('conflict', 'The segment has no valid rule.', { key: 'segment.noRule' });
      const [clock] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
      const now = clock?.now ?? new Date();
      const rules = validRules(await loadRules(tx));
      const probe = await probeOf(tx, { ...asked, node: segment.node, rules }, inTime);
      const unforeseen = standsStill(segment.state) ? 'still' : await unforeseenOf(tx, segment.node, rules, hides);
      const answer: NextChange = { asOf: now, inside: await probe.insideAt(now), lookedUntil: now, change: null, unforeseen };
      found.answer = answer;
      if (!unforeseen) await lookAhead(probe, answer);
    });
  } catch (error) {
    if (!(error instanceof TimeUp || tookTooLong(error, signal))) throw error;
  }
  if (!found.answer) throw new AppError('unavailable', 'Looking ahead takes too long.', { key: 'segment.lookTooSlow' });
  return found.answer;
}

class TimeUp extends Error {}

/** Lets the next statement take as long as there is left. */
async function keepTime(tx: TransactionSql, deadline: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const left = deadline - performance.now();
  if (left < 1) throw new TimeUp('The time for looking ahead is up');
  await tx`select set_config('statement_timeout', ${String(Math.ceil(left))}, true)`;
}

type Asked = { segmentId: string; profileId: string; node: RuleNode; rules: ReadonlyMap<string, RuleNode> };

/** What is asked of one person again and again, with what the rule refers to read once. */
async function probeOf(tx: TransactionSql, { segmentId, profileId, node, rules }: Asked, inTime: () => Promise<void>): Promise<Probe> {
  await inTime();
  const catalogue = await catalogueOf(tx, [node], rules);
  const scope = { type: 'ids' as const, ids: [profileId] };
  return {
    insideAt: async (moment) => {
      await inTime();
      const { text, values } = compile(node, { scope, now: moment, catalogue });
      return (await tx.unsafe(text, values as never[])).length > 0;
    },
    hasEdge: async (from, to) => {
      await inTime();
      const asked = { rules, from: new Date(from), to: new Date(to), scope, catalogue };
      return (await findEdges(tx, [{ id: segmentId, node }], asked)).profileIds.length > 0;
    },
  };
}
