import type { EventFact } from '../types';
import { valueAt } from '../value-path';
import { testValue } from '../value-test';
import type { PropertyFilter } from './filter-schema';

const pathOf = ({ property, path = [] }: { property: string; path?: readonly string[] | undefined }): string[] => [property, ...path];

/** Whether all filters hold for an event as plain data, by the days of `zone`: what `whereSql` must answer too. */
export const filtersHold = (filters: readonly PropertyFilter[] | undefined, event: EventFact, now: Date, zone: string): boolean =>
  (filters ?? []).every((filter) => {
    const value = valueAt(filter.in === 'context' ? event.context : event.properties, pathOf(filter));
    if (!('some' in filter)) return testValue(value, filter, now, zone);
    return Array.isArray(value) && value.some((item) => filter.some.every((of) => testValue(valueAt(item, pathOf(of)), of, now, zone)));
  });
