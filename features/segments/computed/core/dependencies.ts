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
