import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import { env } from '@/lib/env';
import { blankLines } from './blank-lines';

/** Whether a file is one of gzip's: by its first bytes, or by its name when those are damaged. */
export async function isPacked(path: string): Promise<boolean> {
  if (/\.gz$/i.test(path)) return true;
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/**
 * Unpacks a file, blanks the lines that name somebody and packs it again, in one step for whoever reads it. It keeps its time, and its size
 * where it got smaller (what follows in zeros is no part of it): whoever reads new files from that folder must not take it for one.
 * @returns how many lines
 */
export async function blankPacked(path: string, names: (line: string) => boolean): Promise<number | 'unreadable'> {
  const mark = randomBytes(8).toString('hex');
  const folder = join(/* turbopackIgnore: true */ env().DATA_DIR, 'outgoing');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const plain = join(folder, `${mark}.csv`);
  const packed = join(dirname(path), `.tessera-${mark}.part`);
  const before = await stat(path);
  try {
    try {
      await pipeline(createReadStream(path), createGunzip(), createWriteStream(plain, { mode: 0o600 }));
    } catch (error) {
      if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
      return 'unreadable';
    }
    const lines = await blankLines(plain, names);
    if (lines === 0) return 0;
    const gzip = createGzip({ level: constants.Z_BEST_COMPRESSION });
    await pipeline(createReadStream(plain), gzip, createWriteStream(packed, { mode: before.mode }));
    const file = await open(packed, 'r+');
    try {
      await file.chmod(before.mode);
      if ((await file.stat()).size < before.size) await file.truncate(before.size);
      await file.sync();
    } finally {
      await file.close();
    }
    await utimes(packed, before.atime, before.mtime);
    await rename(packed, path);
    return lines;
  } finally {
    await Promise.all([rm(plain, { force: true }), rm(packed, { force: true })]);
  }
}
