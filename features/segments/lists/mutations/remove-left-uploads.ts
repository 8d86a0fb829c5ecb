import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnySql } from '@/db/client';
import { listsFolder } from '../data/list-file';

/**
 * Forgets what files and their columns were called whose upload ended longer ago than `age`: a header may be a value that was taken for one,
 * and a file may be named after a person.
 */
export async function forgetUploadNames(sql: AnySql, age: string): Promise<void> {
  await sql`
    update list_uploads set file_name = null, header = null
    where finished_at < now() - ${age}::interval and (file_name is not null or header is not null)`;
}

/** Longer than any file is on its way to the folder. */
const LEFT_MS = 86_400_000;

/** Removes files that no upload under way needs: what a killed process left. @returns how many */
export async function removeLeftUploads(sql: AnySql): Promise<number> {
  const names = await readdir(listsFolder()).catch(() => []);
  if (names.length === 0) return 0;
  const wanted = await sql<{ id: string }[]>`select id from list_uploads where status in ('queued', 'running')`;
  const kept = new Set(wanted.map(({ id }) => `${id}.csv`));
  let gone = 0;
  for (const name of names.filter((n) => !kept.has(n))) {
    const path = join(listsFolder(), name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (mtimeMs > Date.now() - LEFT_MS) continue;
    await rm(path, { force: true });
    gone += 1;
  }
  return gone;
}
