import { ANY_EVENT } from '../../constants';
import { durationMs } from '../duration';
import { filterEdges } from '../event/filter-edges';
import { filterDependencies, steadyFilters } from '../event/steady-filters';
import { whereSql } from '../event/where-sql';
import { filtersHold } from '../event/where-value';
import { hullOf, windowBounds } from '../event/window';
import { defineConditionKind, type EdgeContext, type EventFact, type ProfileFacts } from '../types';
import { zoneFor } from '../zone';
import { plainText } from './plain-text';
import { isAbsence, type SequenceCondition, type SequenceStep, withinMs } from './schema';
import { gapSql, isGap, sequenceSql } from './set-sql';

/** Events one after the other, or the last one missing. */
export const sequenceKind = defineConditionKind<SequenceCondition>({
  kind: 'sequence',
  dependencies: (c) => [...new Set(c.steps.flatMap((step) => [`event:${step.event}`, ...filterDependencies(step.where)]))],
  compile: (c, context) => {
    const { statement: s } = context;
    const [, second] = c.steps;
    if (!second || !isGap(c)) return { form: 'set', negated: false, sql: () => sequenceSql(c, context) };
    return { form: 'measured', rows: () => gapSql(c, context), holds: (gap) => `${gap} <= ${s.interval(withinMs(second))}` };
  },
  edges: (c, context) => ({ sets: sequenceEdges(c, context) }),
  evaluate: (c, facts, context) => holds(c, facts, context.now, zoneFor(facts, context)),
});

/**
 * What time alone may change in `(from, to]`: events dated ahead that become current, first steps that a moving bound of the window passes, and
 * the end of the time in which a missing last step could still have come; and dates in events that a step's filters compare with now.
 */
function sequenceEdges(c: SequenceCondition, context: EdgeContext): string[] {
  const { statement: s, scope, from, to, catalogue } = context;
  const passing = (step: SequenceStep, ms: number, more = '') => {
    const shifted = (moment: Date) => s.at(new Date(moment.getTime() - ms));
    const named = step.event === ANY_EVENT ? '' : ` and e.name = ${s.text(step.event)}`;
    return `select e.profile_id from events e where e.occurred_at > ${shifted(from)} and e.occurred_at <= ${shifted(to)}${more}${named}${scope.and(
      'e.profile_id',
    )}${whereSql({ statement: s, now: to, catalogue }, steadyFilters(step.where), 'e')}`;
  };
  const [first] = c.steps;
  const sets = c.steps.map((step) => passing(step, 0, ' and e.received_at < e.occurred_at'));
  if (c.window && 'last' in c.window) sets.push(passing(first, durationMs(c.window.last)));
  if (c.window && 'between' in c.window)
    sets.push(
      ...(c.window.between.from ? [passing(first, durationMs(c.window.between.from))] : []),
      passing(first, durationMs(c.window.between.to)),
    );
  const last = c.steps.at(-1);
  const before = c.steps.at(-2);
  // A moment after the last one in which it could have come: `at < now − within` turns true.
  if (last && before && isAbsence(last)) sets.push(passing(before, withinMs(last) + 1), passing(before, withinMs(last)));
  const { from: begin } = hullOf([windowBounds(c.window, from), windowBounds(c.window, to)]);
  return [...sets, ...c.steps.flatMap((step) => filterEdges(step, { from: begin, to: new Date(to.getTime() + 1) }, context))];
}

/** The definition, word by word: slow, and without a thought of how the statement does it. */
function holds({ steps, same, window }: SequenceCondition, facts: ProfileFacts, now: Date, zone: string): boolean {
  const key = (event: EventFact) => (same ? plainText(at(event.properties, [same.property, ...(same.path ?? [])])) : '');
  const events = facts.events.filter((e) => e.occurredAt <= now && key(e) !== undefined);
  const isStep = (step: SequenceStep, e: EventFact) =>
    (step.event === ANY_EVENT || e.name === step.event) && filtersHold(step.where, e, now, zone);
  const follows = (e: EventFact, before: EventFact, step: SequenceStep) =>
    e.occurredAt > before.occurredAt &&
    e.occurredAt.getTime() - before.occurredAt.getTime() <= withinMs(step) &&
    key(e) === key(before) &&
    isStep(step, e);
  const completes = (event: EventFact, rest: readonly SequenceStep[]): boolean => {
    const [step, ...others] = rest;
    if (!step) return true;
    if (isAbsence(step)) return now.getTime() - event.occurredAt.getTime() > withinMs(step) && !events.some((e) => follows(e, event, step));
    return events.some((e) => follows(e, event, step) && completes(e, others));
  };
  const { from, to } = windowBounds(window, now);
  const [first, ...rest] = steps;
  return events.some((e) => isStep(first, e) && (from === null || e.occurredAt >= from) && e.occurredAt < to && completes(e, rest));
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner) && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  );
