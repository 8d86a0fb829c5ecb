import { sql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { readWithin } from '../../compare/data/read-within';
import { apiList } from './api-lists';

/**
 * A list as the public API shows it after it was changed, with its people counted in the time that every such count has.
 * @throws AppError unavailable, which says that the change stands, when that is not enough
 */
export async function listAfterChange(scope: Scope, id: string, signal: AbortSignal): ReturnType<typeof apiList> {
  try {
    return await readWithin(sql(), (tx) => apiList(tx, scope, id, { signal }));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
    throw new AppError('unavailable', 'The change was made, but counting who is on the list takes too long. Read the list again later.', {
      key: 'list.uncounted',
      cause: error,
    });
  }
}
