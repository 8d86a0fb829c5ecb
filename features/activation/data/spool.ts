import { randomUUID } from 'node:crypto';
import { mkdir, open, unlink } from 'node:fs/promises';
import path from 'node:path';
import { env } from '@/lib/env';

/**
 * A place on disk for what must be read twice. Its name is taken away as soon as it is open, so that nothing is left of it however the process
 * ends.
 */
export async function openSpool() {
  const folder = path.resolve(/* turbopackIgnore: true */ env().DATA_DIR, 'exports');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = path.join(folder, `${randomUUID()}.spool`);
  const file = await open(name, 'wx+', 0o600);
  await unlink(name);
  return {
    append: (part: Buffer): Promise<void> => file.appendFile(part),
    async *read(): AsyncGenerator<Buffer> {
      for await (const part of file.createReadStream({ start: 0, autoClose: false })) yield part as Buffer;
    },
    close: (): Promise<void> => file.close(),
  };
}
