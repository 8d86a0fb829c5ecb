import { connect } from '@/db/client';
import { AppError } from '@/lib/errors';
import { sentence } from './installation';
import type { Settings } from './settings';

/**
 * Makes the first sign-in of an empty installation. Loaded late: its modules read the environment when they load.
 * @throws Error in one sentence when ADMIN_EMAIL or ADMIN_PASSWORD will not do.
 */
export async function makeFirstOwner(settings: Settings, url: string): Promise<void> {
  const { ensureFirstOwner } = await import('@/features/access/mutations/users');
  const sql = connect(url, { max: 1 });
  try {
    await ensureFirstOwner(sql, { email: settings.ADMIN_EMAIL ?? '', password: settings.ADMIN_PASSWORD });
  } catch (error) {
    if (error instanceof AppError)
      throw sentence(`The first sign-in cannot be made from ADMIN_EMAIL and ADMIN_PASSWORD: ${error.message}`, error);
    throw error;
  } finally {
    await sql.end({ timeout: 2 });
  }
}
