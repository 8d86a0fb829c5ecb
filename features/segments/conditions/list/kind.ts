import { AppError } from '@/lib/errors';
import { defineConditionKind } from '../types';
import { type ListCondition, listDependency } from './schema';

/** On a list or not. */
export const listKind = defineConditionKind<ListCondition>({
  kind: 'list',
  dependencies: (c) => [listDependency(c.listId)],
  references: (c) => [`list:${c.listId}`],
  compile: (c, { statement: s, scope, catalogue }) => {
    // Nobody is on a list that is not there, and everybody is "not on it": so that is refused.
    if (!catalogue.lists?.has(c.listId)) throw new AppError('invalid_input', 'There is no such list.', { key: 'list.none' });
    const sql = () => `select m.profile_id from list_members m where m.list_id = any(${s.uuids([c.listId])})${scope.and('m.profile_id')}`;
    return { form: 'set', negated: c.op === 'not_in', sql };
  },
  edges: () => ({ sets: [] }),
  evaluate: (c, facts) => (facts.lists ?? []).includes(c.listId) === (c.op === 'in'),
});
