import { join } from 'node:path';
import { env } from '@/lib/env';
import type { AnySql } from '../client';

/**
 * Uploaded files that an import still needs; those of imports that are done are not kept. Files of exports and access packages stay
 * out: they are copies of what the database holds, and are made anew by a click.
 */
export async function listWaitingFiles(sql: AnySql): Promise<string[]> {
  const rows = await sql<{ file: string }[]>`select distinct file from imports where status <> 'done' order by 1`;
  return rows.map((row) => row.file);
}

export const importsFolder = (): string => join(env().DATA_DIR, 'imports');
