import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import type { VisibleTo } from './api-profiles';
import { readProfile } from './read-profiles';

/**
 * One profile that the caller may read; a merged id gives the profile it became.
 * @throws AppError not_found also for a profile that exists but may not be read: its existence is not told.
 */
export async function visibleProfile(scope: Scope, id: string, visibleTo: VisibleTo) {
  const found = await readProfile(scope, id);
  const visible = found ? await visibleTo(scope, [found.profile.id]) : undefined;
  if (!found || !visible?.has(found.profile.id)) throw new AppError('not_found', 'There is no such profile.', { key: 'profile.none' });
  return found;
}
