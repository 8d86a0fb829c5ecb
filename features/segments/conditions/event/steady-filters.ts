import { isZoned } from '../value-ops';
import type { ValueTest } from '../value-schema';
import { isRelative } from '../value-sql';
import { zoneDependencies } from '../zone';
import type { PropertyFilter } from './filter-schema';
import type { PropertyRef } from './measure';

type Filters = readonly PropertyFilter[] | undefined;

/** What the filters ask that no time changes: all else left out, an event that fits the filters at any moment fits these. */
export const steadyFilters = (filters: Filters = []): PropertyFilter[] =>
  filters.flatMap((filter): PropertyFilter[] => {
    if (!('some' in filter)) return isRelative(filter) ? [] : [filter];
    const some = filter.some.filter((test) => !isRelative(test));
    return some.length > 0 ? [{ ...filter, some }] : [];
  });

/** The properties whose dates are compared with now. */
export const relativeRefs = (filters: Filters = []): PropertyRef[] =>
  filters.flatMap((filter) => {
    const { property, path = [] } = filter;
    if (!('some' in filter)) return isRelative(filter) ? [{ property, path }] : [];
    return filter.some.filter(isRelative).map((item) => ({ property, path: [...path, item.property, ...(item.path ?? [])] }));
  });

const testsOf = (filters: Filters = []): ValueTest[] => filters.flatMap((filter) => ('some' in filter ? filter.some : [filter]));

/** Whether an event that fits may not fit any more, or the other way round, as time goes by. */
export const filtersTurn = (filters: Filters): boolean => testsOf(filters).some(isRelative);

/** What the filters, and the test of a measured value, read beside the events. */
export const filterDependencies = (filters: Filters, test?: ValueTest): readonly string[] =>
  [...testsOf(filters), ...(test ? [test] : [])].some(({ op }) => isZoned(op)) ? zoneDependencies : [];
