import { ANY_EVENT } from '../../constants';
import { durationMs } from '../duration';
import { momentEnd, momentStart } from '../moment';
import { defineConditionKind, type EdgeContext, type ProfileFacts } from '../types';
import { filtersHold } from './filters-hold';
import { compare, planEvents, tenThousandths } from './plan';
import { whereSql } from './rows-sql';
import type { EventCondition } from './schema';
import { windowBounds } from './window';

/** The events that count for the condition at `now`. */
export function countedEvents(c: EventCondition, events: ProfileFacts['events'], now: Date): ProfileFacts['events'] {
  const { from, to } = windowBounds(c.window, now);
  return events.filter(
    (e) =>
      (c.event === ANY_EVENT || e.name === c.event) &&
      (from === null || e.occurredAt >= from) &&
      e.occurredAt < to &&
      filtersHold(c.where, e, now),
  );
}

/** What the condition measures: a count, or a sum in ten-thousandths. */
export const measure = (c: EventCondition, events: ProfileFacts['events']): number =>
  c.measure === 'sum' ? tenThousandths(events.reduce((sum, e) => sum + (e.value ?? 0), 0)) : events.length;

/** An event performed so often, or adding up to so much, in a window. */
export const eventKind = defineConditionKind<EventCondition>({
  kind: 'event',
  dependencies: (c) => [`event:${c.event}`],
  compile: (c, { now, catalogue }) => ({ form: 'events', plan: planEvents(c, now, catalogue.definitions) }),
  edges: (c, context) => ({ sets: eventEdges(c, context) }),
  evaluate: (c, facts, { now }) =>
    compare(c.op, measure(c, countedEvents(c, facts.events, now)), c.measure === 'sum' ? tenThousandths(c.amount) : c.count),
});

/**
 * Events whose part in the answer changes in `(from, to]`: those that a moving bound of the window passes, and those dated in
 * the future when received that become current. An event is stored with `received_at` not after the moment it was processed,
 * so one that was already current when it touched its profile has `occurred_at <= received_at`.
 */
function eventEdges(c: EventCondition, { statement: s, scope, from, to }: EdgeContext): string[] {
  const named = c.event === ANY_EVENT ? '' : ` and e.name = ${s.text(c.event)}`;
  const shifted = (moment: Date, ms: number) => s.at(new Date(moment.getTime() - ms));
  const passing = (ms: number, more = '') =>
    `select e.profile_id from events e where e.occurred_at > ${shifted(from, ms)} and e.occurred_at <= ${shifted(to, ms)}${more}${named}${scope.and(
      'e.profile_id',
    )}${whereSql(s, c.where ?? [], 'e', to)}`;
  const future = ' and e.received_at < e.occurred_at';
  const { window } = c;
  if (!window) return [passing(0, future)];
  if ('last' in window) return [passing(durationMs(window.last)), passing(0, future)];
  if ('between' in window) return [passing(durationMs(window.between.from)), passing(durationMs(window.between.to))];
  const after = window.from === undefined ? '' : ` and e.occurred_at >= ${s.at(new Date(momentStart(window.from)))}`;
  const before = window.to === undefined ? '' : ` and e.occurred_at < ${s.at(new Date(momentEnd(window.to)))}`;
  return [passing(0, `${future}${after}${before}`)];
}
