import { filtersTurn } from '../../conditions/event/steady-filters';
import { kindOf } from '../../conditions/registry';
import { zoneDependencies } from '../../conditions/zone';
import { ANY_EVENT } from '../../constants';
import type { Definition } from '../schema';
import { partsOf, sourceOf } from './measures';

/** What a definition reads, as in segment_dependencies. */
export const dependenciesOf = (d: Definition): string[] => [
  ...new Set([
    ...partsOf(d).flatMap((part) => kindOf(sourceOf(part)).dependencies(sourceOf(part))),
    ...(d.measure === 'days_since' ? zoneDependencies : []),
  ]),
];

/** Whether something that was touched may change the value. */
export function readsAny(d: Definition, touched: ReadonlySet<string>): boolean {
  if (touched.has('*')) return true;
  const anyEvent = [...touched].some((name) => name.startsWith('event:'));
  return dependenciesOf(d).some((name) => touched.has(name) || (anyEvent && name === `event:${ANY_EVENT}`));
}

/** Whether values change as time goes by without an event: by a day more, by what leaves the window, or by a date in an event that passes. */
export const movesByClock = (d: Definition): boolean =>
  d.measure === 'days_since' ||
  partsOf(d).some(
    ({ window, where }) =>
      filtersTurn(where) || (window !== undefined && ('last' in window || 'between' in window || 'calendar' in window)),
  );
