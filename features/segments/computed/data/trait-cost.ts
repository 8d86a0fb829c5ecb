import type { AnySql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { minutesOf } from '../../core/cost';
import { scopeSql } from '../../core/scope-sql';
import { newStatement } from '../../core/statement';
import { askPlanner, plannedSeconds } from '../../data/plan-cost';
import { costLimit } from '../../data/rule-cost';
import { MOST_SWEEP_SECONDS, refuseSlowSweep } from '../../data/sweep-cost';
import { definitionSql } from '../core/measure-sql';
import { partsOf, sourceOf } from '../core/measures';
import type { Definition } from '../schema';
import { catalogueForComputed } from './compute';
import { loadComputed } from './load-computed';

type Asked = { name: string; definition: Definition; now: Date };

/**
 * Refuses a definition that the planner expects to take longer for everybody than a rule of a segment may, or to have the clock of computed
 * traits read too many events each time. To be asked before `lockDefinitions`: planning takes up to some seconds.
 * @throws AppError invalid_input with the estimate and the limit
 */
export async function refuseCostlyTrait(tx: AnySql, { name, definition, now }: Asked): Promise<void> {
  const limit = costLimit();
  await askPlanner(tx, { littleSeconds: limit }, async () => {
    const seconds = await estimatedSeconds(tx, definition, now);
    if (seconds > limit) throw tooCostly(seconds, limit);
  });
  const nodesOf = (d: Definition) => partsOf(d).map(sourceOf);
  await refuseSlowSweep(tx, {
    nodes: nodesOf(definition),
    others: async () => (await loadComputed(tx)).filter((trait) => trait.name !== name).flatMap((trait) => nodesOf(trait.definition)),
    rules: new Map(),
    now,
    refusal: tooSlow,
  });
}

async function estimatedSeconds(tx: AnySql, definition: Definition, now: Date): Promise<number> {
  const statement = newStatement();
  const scope = scopeSql(statement, { type: 'everyone' });
  const text = definitionSql(definition, { statement, scope, now, catalogue: await catalogueForComputed(tx, [definition]) });
  return plannedSeconds(tx, text, statement.values);
}

function tooCostly(seconds: number, limitSeconds: number): AppError {
  const values = { minutes: minutesOf(seconds), limit: minutesOf(limitSeconds) };
  const costs = `Computing this for everybody is estimated to take ${values.minutes} minutes; at most ${values.limit} are allowed.`;
  return refused('computed.tooCostly', `${costs} Name an event instead of any event, or narrow the time that it looks at.`, values);
}

function tooSlow(own: number): AppError {
  const values = { seconds: Math.round(own * 10) / 10, limit: MOST_SWEEP_SECONDS };
  const message = [
    `Every few seconds the clock looks for values that time has changed. For this trait it would read events for about ${values.seconds}`,
    `seconds each time; for all computed traits together at most ${values.limit} are allowed.`,
    'Give it a window, or name an event instead of any event.',
  ].join(' ');
  return refused('computed.slowSweep', message, values);
}

const refused = (key: 'computed.tooCostly' | 'computed.slowSweep', message: string, values: Record<string, number>): AppError =>
  new AppError('invalid_input', message, { key, values, fields: [{ path: 'definition', message, key, values }] });
