import type { Find } from '../find-context';
import type { ListCondition } from './schema';

/** Since when the person is on the list, and how they came there. */
export const findList: Find<ListCondition> = async ({ listId }, { tx, person }) => {
  const [row] = await tx<{ addedAt: Date; origin: 'upload' | 'person' }[]>`
    select added_at as "addedAt", origin from list_members where profile_id = ${person.id} and list_id = ${listId}`;
  return { kind: 'list', since: row?.addedAt.toISOString() ?? null, origin: row?.origin ?? null };
};
