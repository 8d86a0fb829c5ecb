import { testText } from '../value-words';
import type { Words } from '../words';
import type { PropertyFilter } from './schema';

/** ", where revenue is at least 50"; nothing without filters. */
export function whereText(filters: readonly PropertyFilter[] | undefined, words: Words): string {
  if (!filters) return '';
  const tests = filters.map((f) => testText(f.property, f.op, 'value' in f ? f.value : undefined, words));
  return words.t('sentence.where', { tests: words.format.list(tests) });
}
