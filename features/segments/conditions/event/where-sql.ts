import type { Statement } from '../../core/statement';
import { jsonSource } from '../value-source';
import { testSql } from '../value-sql';
import type { ItemFilter, PropertyFilter } from './filter-schema';
import { propertySql, takenOnce } from './property-sql';

/** Property filters on the `properties` and `context` of an alias, each with ` and ` before it. */
export const whereSql = (s: Statement, filters: readonly PropertyFilter[], alias: string): string =>
  filters.map((filter) => ` and ${filterSql(s, filter, alias)}`).join('');

function filterSql(s: Statement, filter: PropertyFilter, alias: string): string {
  const json = propertySql(s, `${alias}.${filter.in === 'context' ? 'context' : 'properties'}`, filter);
  if (!('some' in filter)) return takenOnce(json, (taken) => testSql(s, jsonSource(taken), filter));
  const item = (of: ItemFilter) => testSql(s, jsonSource(propertySql(s, 'i.item', of)), of);
  return `exists (select from (select ${json} as j offset 0) f,
    jsonb_array_elements(case when jsonb_typeof(f.j) = 'array' then f.j else '[]'::jsonb end) i (item) where ${filter.some.map(item).join(' and ')})`;
}

/** Which documents of the event the filters read. */
export const documentsOf = (filters: readonly PropertyFilter[]): ('properties' | 'context')[] => [
  ...new Set(filters.map((filter) => filter.in ?? 'properties')),
];
