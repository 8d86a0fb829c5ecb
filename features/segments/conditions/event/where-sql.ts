import type { Statement } from '../../core/statement';
import { jsonSource } from '../value-source';
import { testSql } from '../value-sql';
import type { ItemFilter, PropertyFilter } from './filter-schema';
import { propertySql } from './property-sql';

/** Property filters on the `properties` and `context` of an alias, each with ` and ` before it. */
export const whereSql = (s: Statement, filters: readonly PropertyFilter[], alias: string, now: Date): string =>
  filters.map((filter) => ` and ${filterSql(s, filter, alias, now)}`).join('');

function filterSql(s: Statement, filter: PropertyFilter, alias: string, now: Date): string {
  const json = propertySql(s, `${alias}.${filter.in === 'context' ? 'context' : 'properties'}`, filter);
  if (!('some' in filter)) return testSql(s, jsonSource(json), filter, now);
  const item = (of: ItemFilter) => testSql(s, jsonSource(propertySql(s, 'i.item', of)), of, now);
  return `exists (select from jsonb_array_elements(case when jsonb_typeof(${json}) = 'array' then ${json} else '[]'::jsonb end) i (item)
    where ${filter.some.map(item).join(' and ')})`;
}

/** Which documents of the event the filters read. */
export const documentsOf = (filters: readonly PropertyFilter[]): ('properties' | 'context')[] => [
  ...new Set(filters.map((filter) => filter.in ?? 'properties')),
];
