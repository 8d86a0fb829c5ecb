import { sql } from '@/db/client';
import { removePackageFile } from '../data/package-file';

/** Removes packages made about these profiles, for an erasure. @returns how many */
export async function removePackages(profileIds: readonly string[]): Promise<number> {
  const rows = await sql()<{ id: string; status: string }[]>`
    select id, status from access_packages where profile_ids && ${[...profileIds]}::uuid[] and status <> 'expired'`;
  for (const { id } of rows) {
    await removePackageFile(id);
    await sql()`update access_packages set status = 'expired', token_hash = null, profile_ids = '{}' where id = ${id}`;
  }
  return rows.length;
}

/** Removes the files of packages whose time is up. */
export async function expirePackages(): Promise<void> {
  const rows = await sql()<{ id: string }[]>`select id from access_packages where status = 'done' and expires_at <= now()`;
  for (const { id } of rows) {
    await removePackageFile(id);
    // The hash of its link stays until the row goes: whoever comes late is told so.
    await sql()`update access_packages set status = 'expired' where id = ${id}`;
  }
}
