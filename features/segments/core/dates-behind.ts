import type { PropertyRef } from '../conditions/event/measure';
import { relativeRefs } from '../conditions/event/steady-filters';
import type { Condition } from '../conditions/schemas';
import { isRelative } from '../conditions/value-sql';

/** A trait, or a property of an event, whose date decides at what moment an answer turns. */
export type DateBehind = { trait: string } | PropertyRef;

/** The dates that decide at what moment the condition turns by the clock. */
export function datesBehind(c: Condition): DateBehind[] {
  if (c.kind === 'trait') return !('than' in c) && isRelative(c) ? [{ trait: c.trait }] : [];
  const since = 'window' in c && c.window && 'sinceTrait' in c.window ? [{ trait: c.window.sinceTrait.trait }] : [];
  if (c.kind === 'sequence') return c.steps.flatMap(({ where }) => relativeRefs(where));
  if (c.kind !== 'event' && c.kind !== 'activity') return since;
  return [...since, ...relativeRefs(c.where), ...('test' in c && isRelative(c.test) ? [c.of] : [])];
}
