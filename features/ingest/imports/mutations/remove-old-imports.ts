import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnySql } from '@/db/client';
import { importPath } from '../data/find-imports';

/** A file in the folder that no import names belongs to an upload under way, unless it has lain still for a day. */
const UPLOAD_MS = 86_400_000;

/**
 * Deletes the files of imports that ended, or were left lying without being run, longer ago than `age`, with their dry run's report;
 * also what broken uploads left behind. Imports that brought something in stay listed: the same file, when it comes again, is known by
 * them. @returns how many files went
 */
export async function removeOldImports(sql: AnySql, age: string, signal: AbortSignal): Promise<number> {
  const old = await sql<{ id: string; file: string; empty: boolean }[]>`
    select id, file, cursor = 0 and status <> 'done' as empty from imports
    where status not in ('checking', 'queued', 'running') and coalesce(finished_at, created_at) < now() - ${age}::interval`;
  let gone = 0;
  for (const { id, file, empty } of old) {
    signal.throwIfAborted();
    if (empty) await sql`delete from imports where id = ${id} and cursor = 0 and status not in ('checking', 'queued', 'running')`;
    else await sql`update imports set report = null where id = ${id} and report is not null`;
    gone += await remove(importPath(file));
  }
  return gone + (await removeStrays(sql));
}

async function removeStrays(sql: AnySql): Promise<number> {
  const folder = importPath('');
  const names = await readdir(folder).catch(() => []);
  const known = new Set((await sql<{ file: string }[]>`select file from imports`).map((row) => row.file));
  let gone = 0;
  for (const name of names.filter((n) => !known.has(n))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (mtimeMs < Date.now() - UPLOAD_MS) gone += await remove(path);
  }
  return gone;
}

async function remove(path: string): Promise<0 | 1> {
  const was = await stat(path).then(
    () => 1 as const,
    () => 0 as const,
  );
  await rm(path, { force: true });
  return was;
}
