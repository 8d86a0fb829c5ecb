import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { env } from '@/lib/env';
import { newId } from '@/lib/ids';
import { ConnectionError } from '@/lib/safe-socket';
import type { ConnectorContext, FilesConnector } from '@/plugins/kit/connector';
import { MAX_PULLED_BYTES } from '../constants';

/** `bytes` and `sha256` are of the file as it came. */
export type Spooled = { path: string; bytes: number; sha256: string };

function limited(): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length;
      done(seen > MAX_PULLED_BYTES ? new ConnectionError('statement', false, 'The file is larger than can be read.') : null, chunk);
    },
  });
}

/**
 * Brings a file here, unpacks it if its name ends in .gz, hands it to `use` and deletes the copy.
 * @throws ConnectionError
 */
export async function withSpooledFile<T>(
  connector: FilesConnector<unknown>,
  name: string,
  context: ConnectorContext<unknown>,
  use: (file: Spooled) => Promise<T>,
): Promise<T> {
  const folder = join(/* turbopackIgnore: true */ env().DATA_DIR, 'pulled');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const base = join(folder, newId());
  const raw = `${base}.raw`;
  try {
    await connector.fetch(name, raw, MAX_PULLED_BYTES, context);
    const hash = createHash('sha256');
    await pipeline(createReadStream(raw), hash);
    const sha256 = hash.digest('hex');
    const { size: bytes } = await stat(raw);
    if (!/\.gz$/i.test(name)) return await use({ path: raw, bytes, sha256 });
    await pipeline(createReadStream(raw), createGunzip(), limited(), createWriteStream(`${base}.csv`, { mode: 0o600 })).catch((error) => {
      throw error instanceof ConnectionError ? error : new ConnectionError('statement', false, 'The file could not be unpacked.', error);
    });
    return await use({ path: `${base}.csv`, bytes, sha256 });
  } finally {
    await Promise.all([rm(raw, { force: true }), rm(`${base}.csv`, { force: true })]);
  }
}
