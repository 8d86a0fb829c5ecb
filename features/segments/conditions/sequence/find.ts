import { newStatement } from '../../core/statement';
import type { Find } from '../find-context';
import type { FoundEvent } from '../types';
import { isAbsence, type SequenceCondition } from './schema';
import { rowsSql } from './set-sql';
import { type SeenEvent, traceSequence } from './trace';

type Row = { id: string; name: string; at: Date; value: number | null; same?: string | null };

/** As many of a person's latest events of these names are looked at. */
const MOST_EVENTS = 5_000;

/** The events that were the steps, as far as they got, and when the time of the next one ends. */
export const findSequence: Find<SequenceCondition> = async (c, { tx, person, now, catalogue }) => {
  const statement = newStatement();
  const ids = statement.uuids([person.id]);
  const scope = { and: (column: string) => ` and ${column} = any(${ids})`, within: undefined };
  const rows = await tx.unsafe<(Row & Record<`s${number}`, boolean>)[]>(
    `select * from (${rowsSql(c, { statement, scope, now, catalogue }, ', e.id, e.name, e.value')}) r order by r.at desc limit ${MOST_EVENTS}`,
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
  const found = ({ id, name, at, value }: Row): FoundEvent => ({ id, name, occurredAt: at.toISOString(), value });
  return {
    kind: 'sequence',
    profileId: person.id,
    steps: c.steps.map((step, i) => {
      const row = rows.find(({ id }) => id === chain[i]?.id);
      return { event: step.event, absent: isAbsence(step), found: row ? found(row) : null };
    }),
    until: until === undefined ? null : new Date(until).toISOString(),
    over: until !== undefined && until < now.getTime(),
  };
};
