import { testText } from '../value-words';
import type { Words } from '../words';
import type { TraitCondition } from './schema';

/** "whose country is one of DE, FR". */
export const traitClause = (c: TraitCondition, words: Words): string =>
  words.t('sentence.trait', { test: testText(c.trait, c.op, 'value' in c ? c.value : undefined, words) });
