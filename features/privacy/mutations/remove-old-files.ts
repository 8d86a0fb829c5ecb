import type { AnySql } from '@/db/client';
import { removeExport } from '@/features/activation/data/export-file';
import { removeOldImports } from '@/features/ingest/imports/mutations/remove-old-imports';

/** Removes files of imports and exports that ended longer ago than `age`, before the rows that name them go. */
export async function removeOldFiles(sql: AnySql, age: string, signal: AbortSignal): Promise<{ imports: number; exports: number }> {
  const imports = await removeOldImports(sql, age, signal);
  const old = await sql<{ id: string }[]>`
    select id from exports where status in ('done', 'failed', 'cancelled', 'expired') and coalesce(finished_at, created_at) < now() - ${age}::interval`;
  for (const { id } of old) {
    signal.throwIfAborted();
    await removeExport(id);
  }
  return { imports, exports: old.length };
}
