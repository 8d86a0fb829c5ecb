import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decrypt, encrypt } from '@/db/backup/cipher';
import { fileKey } from '@/lib/crypto';
import { env } from '@/lib/env';

const folder = () => join(env().DATA_DIR, 'packages');
/** From the id alone, hashed, so that no text of anybody's becomes a path. */
const pathOf = (id: string) => join(folder(), `${createHash('sha256').update(id).digest('hex').slice(0, 32)}.zip.enc`);
const keyOf = (id: string) => fileKey('access-package', Buffer.from(id));
const HEADER = Buffer.from('TESSERA PACKAGE 1\n');

/** Writes a package encrypted under a key of its own; whole or not at all. @returns its size in bytes, unencrypted */
export async function writePackage(id: string, content: AsyncIterable<Buffer>): Promise<number> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const partial = `${pathOf(id)}.part`;
  const file = await open(partial, 'w', 0o600);
  let bytes = 0;
  async function* counted() {
    for await (const chunk of content) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  try {
    for await (const chunk of encrypt(keyOf(id), HEADER, counted())) await file.appendFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, pathOf(id));
  return bytes;
}

export const hasPackage = (id: string): boolean => existsSync(pathOf(id));

/** The package in clear. @throws AppError when the file is damaged */
export const readPackage = (id: string): AsyncGenerator<Buffer> => decrypt(keyOf(id), HEADER, createReadStream(pathOf(id)));

/** Removes the file, and what an interrupted run left; one that is gone already is fine. */
export async function removePackageFile(id: string): Promise<void> {
  await Promise.all([pathOf(id), `${pathOf(id)}.part`].map((path) => rm(path, { force: true })));
}
