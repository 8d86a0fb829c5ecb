import type { AnySql } from '@/db/client';
import { namesErased } from '@/features/ingest/data/erased';
import { AppError } from '@/lib/errors';

/** For what staff write: refuses a value that names somebody who was erased. Ask before locking profiles. @throws AppError conflict */
export async function refuseErased(tx: AnySql, value: string | number | boolean): Promise<void> {
  const named = await namesErased(tx, [{ text: String(value) }]);
  if (named.size === 0) return;
  throw new AppError('conflict', 'This names somebody whose data was erased on request, and cannot be stored again.', {
    key: 'profile.erasedPerson',
  });
}
