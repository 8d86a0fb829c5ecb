import type { Measure } from '../../conditions/event/measure';
import type { EventCondition } from '../../conditions/event/schema';
import type { Definition, EventMeasure } from '../schema';

/** The measures over events that a definition is made of: itself, or the two parts of a ratio. */
export const partsOf = (d: Definition): readonly EventMeasure[] => (d.measure === 'ratio' ? [d.part, d.whole] : [d]);

/** The events that a measure reads, as an event condition: filters, windows, edges and dependencies have one meaning. */
export const sourceOf = ({ event, window, where }: EventMeasure): EventCondition => ({
  kind: 'event',
  event,
  op: 'gte',
  count: 1,
  ...(window ? { window } : {}),
  ...(where ? { where } : {}),
});

/** What event conditions call a measure. */
export function eventMeasureOf(measure: Exclude<EventMeasure['measure'], 'days_since' | 'unique_list'>): Measure {
  if (measure === 'last') return 'latest';
  return measure === 'unique_count' ? 'distinct' : measure;
}
