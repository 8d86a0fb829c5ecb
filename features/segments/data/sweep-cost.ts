import type { AnySql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { edgesInto } from '../core/edges';
import { newStatement } from '../core/statement';
import type { RuleNode } from '../schema';
import { tookTooLong } from './ask-rule';
import { catalogueOf } from './catalogue';
import { askPlanner, plannedSeconds } from './plan-cost';
import { ruleBook } from './rule-book';
import { costLimit } from './rule-cost';

/** So long a sweep of the clock may be estimated to read events: as sweeping takes a tenth of the time, one comes every 20 seconds. */
export const MOST_SWEEP_SECONDS = 2;
/** What takes no longer is not noticed, whatever the other segments take. */
const TRIFLE_SECONDS = 0.1;
/** As short as can be: what a sweep reads at the one moment when a day ends somewhere does not count. */
const STRETCH_MS = 1;
/** Who allows rules to take longer for everybody does not allow the clock to. */
const LITTLE_SECONDS = 900;

type Asked = {
  /** What is to be followed by the clock. */
  nodes: readonly RuleNode[];
  /** What the same sweep follows beside it. */
  others: () => Promise<readonly RuleNode[]>;
  rules: ReadonlyMap<string, RuleNode>;
  now: Date;
  /** `own`: seconds of what is asked about alone. */
  refusal: (own: number) => AppError;
};

/**
 * Refuses what would have a sweep of the clock, which others share, read too many events: no index knows the dates inside events, so that
 * a condition that compares one with now reads every event of its window. Nothing is refused where there is little data.
 * @throws AppError as `refusal` makes it
 */
export async function refuseSlowSweep(tx: AnySql, { nodes, others, rules, now, refusal }: Asked): Promise<void> {
  await askPlanner(tx, { littleSeconds: Math.min(LITTLE_SECONDS, costLimit()) }, async () => {
    const own = await sweepSeconds(tx, nodes, { rules, now });
    if (own <= TRIFLE_SECONDS) return;
    if (own > MOST_SWEEP_SECONDS || !(await keepsTime(tx, [...nodes, ...(await others())], { rules, now }))) throw refusal(own);
  });
}

type AskedRule = Pick<Asked, 'rules' | 'now'> & {
  rule: RuleNode /** The segment that is to have it; a new one has no id yet. */;
  id?: string | undefined;
};

/** The same for the rule of a segment: all segments share one sweep. @throws AppError invalid_input with the estimate and the limit. */
export async function refuseSlowRule(tx: AnySql, { id, rule, rules, now }: AskedRule): Promise<void> {
  const others = async () => [...(await ruleBook(tx)).segments.values()].filter((s) => s.id !== id).map((s) => s.node);
  await refuseSlowSweep(tx, { nodes: [rule], others, rules, now, refusal: tooSlow });
}

/** Not when the statement takes too long to be planned: it is planned at each sweep. */
async function keepsTime(tx: AnySql, nodes: readonly RuleNode[], asked: Pick<Asked, 'rules' | 'now'>): Promise<boolean> {
  try {
    return (await sweepSeconds(tx, nodes, asked)) <= MOST_SWEEP_SECONDS;
  } catch (error) {
    if (tookTooLong(error, undefined)) return false;
    throw error;
  }
}

/** Only what is asked of events: there a window makes it less. */
async function sweepSeconds(tx: AnySql, nodes: readonly RuleNode[], { rules, now }: Pick<Asked, 'rules' | 'now'>): Promise<number> {
  const statement = newStatement();
  const catalogue = await catalogueOf(tx, nodes, rules);
  const from = new Date(now.getTime() - STRETCH_MS);
  const sets = nodes.flatMap((node) => edgesInto(statement, node, { scope: { type: 'everyone' }, from, to: now, catalogue }));
  const asked = [...new Set(sets)];
  if (!asked.some(readsEvents)) return 0;
  // What is left out stands there all the same, without being planned: its values are numbered among the others.
  const parts = asked.map((set) => `select x.profile_id from (${set}) x${readsEvents(set) ? '' : ' where false'}`);
  return plannedSeconds(tx, parts.join(' union all '), statement.values);
}

const readsEvents = (set: string): boolean => set.includes(' from events e ');

function tooSlow(own: number): AppError {
  const values = { seconds: Math.round(own * 10) / 10, limit: MOST_SWEEP_SECONDS };
  const message = [
    `Every few seconds the clock looks for what time has changed. For this rule it would read events for about ${values.seconds} seconds`,
    `each time; for all segments together at most ${values.limit} are allowed, since otherwise everything that time changes comes late.`,
    'Give the conditions that compare a date inside events with now a window, or name an event instead of any event.',
  ].join(' ');
  const key = 'segment.slowSweep';
  return new AppError('invalid_input', message, { key, values, fields: [{ path: 'rule', message, key, values }] });
}
