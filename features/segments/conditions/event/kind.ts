import { defineConditionKind } from '../types';
import { testValue } from '../value-test';
import { zoneDependencies, zoneFor } from '../zone';
import { countedEvents } from './counted-events';
import { eventEdges } from './edges';
import { compare } from './measure';
import { measured } from './measure-value';
import { isPersonal, isSince, personalSet } from './personal-sql';
import { checkOf, measureOf, planEvents, propertyOf, readsDays } from './plan';
import type { EventCondition } from './schema';
import { filterDependencies } from './steady-filters';
import { boundsIn } from './window';
import type { EventWindow } from './window-schema';

/** What a window reads beside the events themselves. */
export function windowDependencies(window: EventWindow | undefined): readonly string[] {
  if (!window) return [];
  if ('calendar' in window) return zoneDependencies;
  if ('sinceTrait' in window) return [`trait:${window.sinceTrait.trait}`];
  return 'sinceEvent' in window ? [`event:${window.sinceEvent.event}`] : [];
}

/** An event performed so often, or with such values, in a window. */
export const eventKind = defineConditionKind<EventCondition>({
  kind: 'event',
  dependencies: (c) => [
    ...new Set([`event:${c.event}`, ...windowDependencies(c.window), ...filterDependencies(c.where, 'test' in c ? c.test : undefined)]),
  ],
  aggregates: (c) => (readsDays(c) && !isSince(c.window) ? [c.event] : []),
  compile: (c, context) => {
    const { window } = c;
    const { now, catalogue } = context;
    if (isSince(window) || isPersonal(window, catalogue)) {
      const { negated, sql } = personalSet(c, context);
      return { form: 'set', negated, sql: () => sql };
    }
    return { form: 'events', plan: planEvents(c, boundsIn(window, now, catalogue.companyZone), catalogue.definitions) };
  },
  edges: (c, context) => ({ sets: eventEdges(c, context) }),
  evaluate: (c, facts, context) => {
    const events = countedEvents(c, facts, context);
    const found = events && measured(measureOf(c), propertyOf(c), events);
    if (found === undefined) return false;
    const check = checkOf(c);
    if (check.op === 'test') return typeof found === 'object' && testValue(found.value, check.test, context.now, zoneFor(facts, context));
    return typeof found === 'number' && compare(check, found);
  },
});
