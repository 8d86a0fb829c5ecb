import { testText } from '../value-words';
import { quote, type Words } from '../words';
import type { TraitCondition, TraitRef } from './schema';

/** "address › city", isolated. */
const refText = ({ trait, path = [] }: TraitRef): string => quote([trait, ...path].join(' › '));

/** "whose country is one of DE, FR". */
export function traitClause(c: TraitCondition, words: Words): string {
  const test = 'than' in c ? { ...c, value: refText(c.than), named: true } : c;
  return words.t('sentence.trait', { test: testText(c.path ? refText(c) : c.trait, test, words) });
}
