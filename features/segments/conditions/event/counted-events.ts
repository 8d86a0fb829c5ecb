import { ANY_EVENT } from '../../constants';
import { traitValue } from '../trait/source';
import type { EvaluateContext, EventFact, ProfileFacts } from '../types';
import { asMoment } from '../value-test';
import { zoneFor } from '../zone';
import type { EventCondition } from './schema';
import { filtersHold } from './where-value';
import { boundsIn } from './window';

type Watched = Pick<EventCondition, 'event' | 'where' | 'window'>;

/** The events that count for the condition, from plain data; undefined when the person lacks the moment with which the window begins. */
export function countedEvents(
  c: Watched,
  facts: ProfileFacts,
  context: Pick<EvaluateContext, 'now' | 'companyZone'>,
): EventFact[] | undefined {
  const { window } = c;
  const { now } = context;
  const zone = zoneFor(facts, context);
  const mine = facts.events.filter((e) => (c.event === ANY_EVENT || e.name === c.event) && filtersHold(c.where, e, now, zone));
  if (window && ('sinceTrait' in window || 'sinceEvent' in window)) {
    const since = 'sinceTrait' in window ? traitMoment(facts, window.sinceTrait.trait) : eventMoment(facts, window.sinceEvent, now);
    return since === undefined ? undefined : mine.filter((e) => e.occurredAt.getTime() > since && e.occurredAt <= now);
  }
  const { from, to } = boundsIn(window, now, zone);
  return mine.filter((e) => (from === null || e.occurredAt >= from) && e.occurredAt < to);
}

function traitMoment(facts: ProfileFacts, trait: string): number | undefined {
  return trait === 'name' ? undefined : asMoment(traitValue(facts, { trait }));
}

function eventMoment(facts: ProfileFacts, { event, which }: { event: string; which: 'first' | 'last' }, now: Date): number | undefined {
  const moments = facts.events.filter((e) => e.name === event && e.occurredAt <= now).map((e) => e.occurredAt.getTime());
  if (moments.length === 0) return undefined;
  return which === 'first' ? Math.min(...moments) : Math.max(...moments);
}
