import type { EventFact } from '../types';
import { testValue } from '../value-test';
import type { PropertyFilter } from './schema';

/** Whether all filters hold for an event as plain data: what `whereSql` must answer too. */
export const filtersHold = (filters: readonly PropertyFilter[] | undefined, event: EventFact, now: Date): boolean =>
  (filters ?? []).every((f) => testValue(Object.hasOwn(event.properties, f.property) ? event.properties[f.property] : undefined, f, now));
