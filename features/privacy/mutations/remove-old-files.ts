import type { Sql } from '@/db/client';
import { removeExport } from '@/features/activation/data/export-file';
import { removeOldImports } from '@/features/ingest/imports/mutations/remove-old-imports';
import { failForsaken } from '@/features/segments/lists/mutations/end-upload';
import { forgetUploadNames, removeLeftUploads } from '@/features/segments/lists/mutations/remove-left-uploads';

type Removed = { imports: number; lists: number; exports: number };

/**
 * Removes files of imports and exports that ended longer ago than `age`, before the rows that name them go, and what is left of uploads to lists:
 * those that no job goes on with end, their files go, and after `age` what they were called.
 */
export async function removeOldFiles(sql: Sql, age: string, signal: AbortSignal): Promise<Removed> {
  const imports = await removeOldImports(sql, age, signal);
  const old = await sql<{ id: string }[]>`
    select id from exports where status in ('done', 'failed', 'cancelled', 'expired') and coalesce(finished_at, created_at) < now() - ${age}::interval`;
  for (const { id } of old) {
    signal.throwIfAborted();
    await removeExport(id);
  }
  await failForsaken(sql);
  await forgetUploadNames(sql, age);
  return { imports, lists: await removeLeftUploads(sql), exports: old.length };
}
