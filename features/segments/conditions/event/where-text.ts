import { testText } from '../value-words';
import type { Words } from '../words';
import type { ItemFilter, PropertyFilter } from './filter-schema';

/** ", where revenue is at least 50"; nothing without filters. */
export function whereText(filters: readonly PropertyFilter[] | undefined, words: Words): string {
  if (!filters) return '';
  return words.t('sentence.where', { tests: words.format.list(filters.map((filter) => filterText(filter, words))) });
}

/** "campaign › source" for what lies in an object. */
export const propertyName = ({ property, path = [] }: { property: string; path?: readonly string[] | undefined }): string =>
  [property, ...path].join(' › ');

function filterText(filter: PropertyFilter, words: Words): string {
  const { t, format } = words;
  const name = filter.in === 'context' ? t('sentence.context', { name: propertyName(filter) }) : propertyName(filter);
  if (!('some' in filter)) return ofValue(name, filter, words);
  return t('sentence.some', { name, tests: format.list(filter.some.map((item) => ofValue(propertyName(item), item, words))) });
}

const ofValue = (name: string, filter: ItemFilter, words: Words): string => testText(name, filter, words);
