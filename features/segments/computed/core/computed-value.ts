import { countedEvents } from '../../conditions/event/counted-events';
import { measured } from '../../conditions/event/measure-value';
import { DAY_MS } from '../../conditions/moment';
import type { EvaluateContext, EventFact, ProfileFacts } from '../../conditions/types';
import { valueAt } from '../../conditions/value-path';
import { dateIn, zoneFor } from '../../conditions/zone';
import { type Definition, type EventMeasure, MOST_LISTED, type NumberMeasure } from '../schema';
import { eventMeasureOf } from './measures';

type Context = Pick<EvaluateContext, 'now' | 'companyZone'>;

/** A definition's value for one person from plain data, undefined when there is none: the oracle of the tests, and of nothing else. */
export function computedValue(d: Definition, facts: ProfileFacts, context: Context): unknown {
  if (facts.standing?.restricted) return undefined;
  switch (d.measure) {
    case 'ratio': {
      const whole = numberOf(d.whole, facts, context);
      const part = numberOf(d.part, facts, context) ?? (['count', 'sum', 'unique_count'].includes(d.part.measure) ? 0 : undefined);
      // Nothing divided by less than nothing is plain nothing in JSON.
      return whole === undefined || whole === 0 || part === undefined ? undefined : part / whole + 0;
    }
    case 'days_since': {
      const events = eventsOf(d, facts, context);
      const event = d.which === 'first' ? events[0] : events.at(-1);
      const zone = zoneFor(facts, context);
      return event && (dateIn(zone, context.now).getTime() - dateIn(zone, event.occurredAt).getTime()) / DAY_MS;
    }
    case 'unique_list': {
      const path = [d.of.property, ...(d.of.path ?? [])];
      const values = eventsOf(d, facts, context)
        .map((e) => valueAt(e.properties, path))
        .filter((v) => typeof v === 'string' || typeof v === 'number' || typeof v === 'boolean');
      const distinct = [...new Set(values)];
      const kept = [...distinct].sort((a, b) => values.lastIndexOf(b) - values.lastIndexOf(a)).slice(0, MOST_LISTED);
      return distinct.length === 0 ? undefined : distinct.filter((v) => kept.includes(v));
    }
    case 'first':
    case 'last':
    case 'most_frequent': {
      const found = measured(eventMeasureOf(d.measure), d.of, eventsOf(d, facts, context));
      return typeof found === 'object' ? found.value : undefined;
    }
    default:
      return numberOf(d, facts, context);
  }
}

function numberOf(m: NumberMeasure, facts: ProfileFacts, context: Context): number | undefined {
  const events = eventsOf(m, facts, context);
  if (events.length === 0) return undefined;
  const found = measured(eventMeasureOf(m.measure), 'of' in m ? m.of : undefined, events);
  if (typeof found !== 'number') return undefined;
  return m.measure === 'count' ? found : found / 10_000;
}

/** The events that count, oldest first. */
const eventsOf = (m: EventMeasure, facts: ProfileFacts, context: Context): EventFact[] =>
  [...(countedEvents(m, facts, context) ?? [])].sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.id < b.id ? -1 : 1));
