import { ANY_EVENT } from '../../constants';
import type { Statement } from '../../core/statement';
import { whereSql } from '../event/where-sql';
import { windowBounds } from '../event/window';
import type { CompileContext } from '../types';
import { isAbsence, type SequenceCondition, type SequenceStep, withinMs } from './schema';

/** Whether an event `e` is one of this step, by name and filters. */
const stepSql = (context: CompileContext, { event, where }: SequenceStep): string =>
  `(${event === ANY_EVENT ? 'true' : `e.name = ${context.statement.text(event)}`}${whereSql(context, where ?? [], 'e')})`;

/** The value that all steps share, as text; null when it is none that can be compared. */
export function sameSql(s: Statement, { property, path = [] }: NonNullable<SequenceCondition['same']>): string {
  const json = `(e.properties${[property, ...path].map((name) => ` -> ${s.text(name)}`).join('')})`;
  return `(case when jsonb_typeof(${json}) in ('string', 'number') then ${json} #>> '{}' end)`;
}

/** The events of any step as rows `(profile_id, at[, same], s1 … sn)`: `sk` tells whether the event is one of step k; `more` columns of `e`. */
export function rowsSql(c: SequenceCondition, context: CompileContext, more = ''): string {
  const { statement: s, scope, now } = context;
  const { from, to } = windowBounds(c.window, now);
  const reach = c.steps.reduce((ms, step) => ms + withinMs(step), 0);
  const end = new Date(Math.min(to.getTime() + reach, now.getTime() + 1));
  const names = [...new Set(c.steps.map((step) => step.event))];
  const named = names.includes(ANY_EVENT) ? '' : `e.name = any(${s.texts(names)}) and `;
  const steps = c.steps.map((step, i) => {
    const inside = i === 0 && to < end ? `e.occurred_at < ${s.at(to)} and ` : '';
    return `${inside}${stepSql(context, step)} as s${i + 1}`;
  });
  const same = c.same ? `, ${sameSql(s, c.same)} as same` : '';
  const rows = `select e.profile_id, e.occurred_at as at${more}${same}, ${steps.join(', ')} from events e
    where ${named}${from ? `e.occurred_at >= ${s.at(from)} and ` : ''}e.occurred_at < ${s.at(end)}${scope.and('e.profile_id')}`;
  const filtered = c.steps.some((step) => step.where);
  if (!filtered && !c.same) return rows;
  // OFFSET 0 keeps each filter evaluated once; who is no step has no part in the sorting.
  const kept = [...(c.same ? ['k.same is not null'] : []), ...(filtered ? [`(${c.steps.map((_, i) => `k.s${i + 1}`).join(' or ')})`] : [])];
  return `select * from (${rows} offset 0) k where ${kept.join(' and ')}`;
}

/**
 * Everybody with such a sequence, as `select profile_id …`. Read from the end: an event of step k begins the rest of the sequence when the
 * nearest later event that begins the rest from step k + 1 is near enough. So every step is one running minimum over the same rows in the
 * same order, newest first: one scan and one sort, whatever the number of events or of steps. `groups … 1 preceding` are the
 * strictly later ones.
 */
export function sequenceSql(c: SequenceCondition, context: CompileContext): string {
  const { statement: s, now } = context;
  const later = `over (partition by x.profile_id${c.same ? ', x.same' : ''} order by x.at desc groups between unbounded preceding and 1 preceding)`;
  const last = c.steps.length;
  let sql = rowsSql(c, context);
  let begins = `x.s${last}`;
  for (let k = last - 1; k >= 1; k -= 1) {
    const next = c.steps[k];
    if (!next) throw new Error('A sequence without its next step');
    const within = s.interval(withinMs(next));
    const following = `min(x.at) filter (where ${begins}) ${later}`;
    // The time has run out when its last moment is past: at that moment the event could still happen.
    const holds = isAbsence(next)
      ? `x.at < ${s.at(now)} - ${within} and coalesce(${following} > x.at + ${within}, true)`
      : `coalesce(${following} <= x.at + ${within}, false)`;
    const earlier = Array.from({ length: k }, (_, i) => `, x.s${i + 1}`).join('');
    sql = `select x.profile_id, x.at${c.same ? ', x.same' : ''}${earlier}, x.s${k} and ${holds} as f from (${sql}) x`;
    begins = 'x.f';
  }
  return `select x.profile_id from (${sql}) x where x.f`;
}

/** Whether one length of time decides: of two steps the second must follow, and nothing else tells sequences of the same events apart. */
export const isGap = ({ steps }: SequenceCondition): boolean => steps.length === 2 && !isAbsence(steps[1]);

/** The shortest time from a first step to a second one after it, for everybody who has both, as `select profile_id, value`. */
export function gapSql(c: SequenceCondition, context: CompileContext): string {
  const later = `over (partition by x.profile_id${c.same ? ', x.same' : ''} order by x.at desc groups between unbounded preceding and 1 preceding)`;
  return `select x.profile_id, min(x.next - x.at) as value from (
    select x.profile_id, x.at, x.s1, min(x.at) filter (where x.s2) ${later} as next from (${rowsSql(c, context)}) x) x
    where x.s1 and x.next is not null group by x.profile_id`;
}
