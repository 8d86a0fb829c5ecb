import { ANY_EVENT } from '../../constants';
import { type Check, tenThousandths } from '../event/measure';
import { checkSql } from '../event/measure-sql';
import type { CompileContext } from '../types';
import { SESSION_GAP_MINUTES, type SessionCondition } from './schema';

const GAP = `interval '${SESSION_GAP_MINUTES} minutes'`;

/** The sessions in the rows `(profile_id, at)`, as rows `(profile_id, began, ended, n)`. */
export const sessionsSql = (events: string): string =>
  `select x.profile_id, min(x.at) as began, max(x.at) as ended, count(*) as n from (
    select b.profile_id, b.at, count(*) filter (where b.begins) over (partition by b.profile_id order by b.at) as session from (
      select r.profile_id, r.at, coalesce(r.at - lag(r.at) over (partition by r.profile_id order by r.at) >= ${GAP}, true) as begins
      from (${events}) r) b) x group by x.profile_id, x.session`;

/** The condition's watched events: of any name. */
export const watched = ({ window }: SessionCondition) => ({ event: ANY_EVENT, window });

/** What the condition compares with: a count, or minutes in ten-thousandths. */
export function sessionCheck(c: SessionCondition): Exclude<Check, { op: 'test' }> {
  const scaled = (n: number) => (c.measure === 'count' ? n : tenThousandths(n));
  if (c.op === 'between') return { op: 'between', low: scaled(c.amount[0]), high: scaled(c.amount[1]) };
  return { op: c.op, bound: scaled(c.amount) };
}

const MS = 'extract(epoch from s.ended - s.began) * 1000';
/** The length of the longest of the sessions `s` of one person. A sixth of a millisecond is a ten-thousandth of a minute. */
const LONGEST = `round(max(${MS})::float8 / 6)`;
/** Their number and average length, by how long after the one before each event `g` came: no session has to be put together for that. */
const BEGINS = `(g.gap is null or g.gap >= ${GAP})`;
const COUNT = `count(*) filter (where ${BEGINS})`;
const AVERAGE = `round(coalesce(sum(extract(epoch from g.gap) * 1000) filter (where not ${BEGINS}), 0)::float8 / (6 * ${COUNT})::float8)`;

/** The ids of those in whose events the check holds; who has no events is not among them. */
export function sessionSet(c: SessionCondition, check: Check, events: string, context: CompileContext): string {
  if (c.measure === 'longest_minutes') {
    return `select s.profile_id from (${sessionsSql(events)}) s group by s.profile_id having ${checkSql(context, check, 'average', LONGEST)}`;
  }
  const [measure, sql] = c.measure === 'count' ? (['count', COUNT] as const) : (['average', AVERAGE] as const);
  return `select g.profile_id from (
      select r.profile_id, r.at - lag(r.at) over (partition by r.profile_id order by r.at) as gap from (${events}) r) g
    group by g.profile_id having ${checkSql(context, check, measure, sql)}`;
}
