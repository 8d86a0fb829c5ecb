import { newStatement } from '../../core/statement';
import type { Find } from '../find-context';
import { isAbsence, type SequenceCondition } from './schema';
import { rowsSql } from './set-sql';
import { type SeenEvent, traceSequence } from './trace';

/** As many of a person's latest events of these names are looked at. */
const MOST_EVENTS = 5_000;

/** The events that were the steps, as far as they got, and when the time of the next one ends. */
export const findSequence: Find<SequenceCondition> = async (c, { tx, person, now }) => {
  const statement = newStatement();
  const ids = statement.uuids([person.id]);
  const scope = { and: (column: string) => ` and ${column} = any(${ids})`, within: undefined };
  const rows = await tx.unsafe<({ id: string; at: Date; same?: string | null } & Record<`s${number}`, boolean>)[]>(
    `select * from (${rowsSql(c, { statement, scope, now }, ', e.id')}) r order by r.at desc limit ${MOST_EVENTS}`,
    statement.values as never[],
  );
  const events = rows.map(
    (row): SeenEvent => ({
      id: row.id,
      at: row.at.getTime(),
      same: row.same ?? '',
      steps: c.steps.map((_, i) => row[`s${i + 1}`] === true),
    }),
  );
  const { chain, until } = traceSequence(c.steps, events.reverse(), now.getTime());
  const moment = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  return {
    kind: 'sequence',
    steps: c.steps.map((step, i) => ({ event: step.event, absent: isAbsence(step), at: moment(chain[i]?.at) })),
    until: moment(until),
    over: until !== undefined && until < now.getTime(),
  };
};
