import type { EventFact } from '../types';
import { testValue } from '../value-test';
import type { PropertyFilter } from './filter-schema';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path through objects; undefined where there is none. */
export const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined), value);

const pathOf = ({ property, path = [] }: { property: string; path?: readonly string[] | undefined }): string[] => [property, ...path];

/** Whether all filters hold for an event as plain data: what `whereSql` must answer too. */
export const filtersHold = (filters: readonly PropertyFilter[] | undefined, event: EventFact, now: Date): boolean =>
  (filters ?? []).every((filter) => {
    const value = valueAt(filter.in === 'context' ? event.context : event.properties, pathOf(filter));
    if (!('some' in filter)) return testValue(value, filter, now);
    return Array.isArray(value) && value.some((item) => filter.some.every((of) => testValue(valueAt(item, pathOf(of)), of, now)));
  });
