import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { defineJob } from '@/db/jobs';
import { env } from '@/lib/env';
import { filesRoot } from '@/lib/file-place';
import { log } from '@/lib/log';

/** Far longer than a file lies still on its way: while it is brought or written its time moves, then it is opened within seconds. */
const LEFT_AFTER_MS = 60 * 60_000;
const STAGED = /^\.tessera-[0-9a-f]+\.part$/;

/**
 * Removes files on their way in and out (whole lists of customers) that a killed process has left: copies under DATA_DIR/pulled and
 * DATA_DIR/outgoing, and what has not got its name yet in folders for files. @returns how many
 */
export async function removeLeftFiles(now = Date.now()): Promise<number> {
  let removed = 0;
  const visit = async (folder: string, isLeft: (name: string) => boolean, deep: boolean): Promise<void> => {
    if (!existsSync(folder)) return;
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && deep) await visit(path, isLeft, deep);
      if (!entry.isFile() || !isLeft(entry.name)) continue;
      const known = await stat(path).catch(() => undefined);
      if (!known || now - known.mtimeMs < LEFT_AFTER_MS) continue;
      await rm(path, { force: true });
      removed += 1;
    }
  };
  for (const name of ['pulled', 'outgoing']) await visit(join(/* turbopackIgnore: true */ env().DATA_DIR, name), () => true, false);
  await visit(filesRoot(), (name) => STAGED.test(name), true);
  if (removed > 0) log.warn({ files: removed }, 'files that a killed process had left were removed');
  return removed;
}

/** Also while the worker runs: what it left when it was killed was too young when it came back. */
export const leftFilesJob = defineJob({
  name: 'worker.left-files',
  payload: z.strictObject({}),
  cron: '*/15 * * * *',
  handle: async () => {
    await removeLeftFiles();
  },
});
