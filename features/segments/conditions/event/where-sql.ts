import type { CompileContext } from '../types';
import { jsonSource } from '../value-source';
import { valueTestSql } from '../value-sql';
import type { ItemFilter, PropertyFilter } from './filter-schema';
import { propertySql, takenOnce } from './property-sql';

/** The zone of the person whose row an alias is. */
export const zoneOf = (alias: string): string => `(select z.time_zone from profiles z where z.id = ${alias}.profile_id)`;

type Filtering = Pick<CompileContext, 'statement' | 'now' | 'catalogue'>;

/** Property filters on the `properties` and `context` of an alias, each with ` and ` before it. */
export const whereSql = (context: Filtering, filters: readonly PropertyFilter[], alias: string): string =>
  filters.map((filter) => ` and ${filterSql(context, filter, alias)}`).join('');

function filterSql(context: Filtering, filter: PropertyFilter, alias: string): string {
  const { statement: s, now, catalogue } = context;
  const testing = { statement: s, now, catalogue, zoneSql: zoneOf(alias) };
  const json = documentSql(context, filter, alias);
  if (!('some' in filter)) return takenOnce(json, (taken) => valueTestSql(testing, jsonSource(taken), filter));
  return someItem(
    json,
    filter.some.map((of) => valueTestSql(testing, itemSource(context, of), of)),
  );
}

/** What a filter looks at, of the alias's documents. */
export const documentSql = ({ statement: s }: Pick<Filtering, 'statement'>, filter: PropertyFilter, alias: string): string =>
  propertySql(s, `${alias}.${filter.in === 'context' ? 'context' : 'properties'}`, filter);

/** What the test of one item looks at, inside `someItem`. */
export const itemSource = ({ statement: s }: Pick<Filtering, 'statement'>, of: ItemFilter) => jsonSource(propertySql(s, 'i.item', of));

/** Whether all the tests hold for one and the same item of a list. */
export const someItem = (json: string, tests: readonly string[]): string => `exists (select from (select ${json} as j offset 0) f,
    jsonb_array_elements(case when jsonb_typeof(f.j) = 'array' then f.j else '[]'::jsonb end) i (item) where ${tests.join(' and ')})`;

/** Which documents of the event the filters read. */
export const documentsOf = (filters: readonly PropertyFilter[]): ('properties' | 'context')[] => [
  ...new Set(filters.map((filter) => filter.in ?? 'properties')),
];
