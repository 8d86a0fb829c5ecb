import { quote, type Words } from '../words';
import type { ListCondition } from './schema';

/** "who are on list “Fair 2026”". */
export const listClause = ({ listId, op }: ListCondition, { t, names }: Words): string =>
  t(op === 'in' ? 'sentence.onList' : 'sentence.notOnList', { list: quote(names.lists.get(listId) ?? t('sentence.unknownList')) });
