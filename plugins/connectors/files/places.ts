import { constants, createWriteStream } from 'node:fs';
import { lstat, mkdir, open, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { folderWithin } from '@/lib/file-place';
import { ConnectionError } from '@/lib/safe-socket';
import { withSftp } from '@/lib/sftp';
import type { RemoteFile } from '@/plugins/kit/connector';
import type { FilesSettings } from './settings';

/** A folder to read files from, here or on an SFTP server. Names are plain file names of it. */
export type ReadPlace = {
  list(): Promise<RemoteFile[]>;
  fetch(name: string, to: string, maxBytes: number): Promise<void>;
  move(name: string, folder: string): Promise<void>;
};

const tooLarge = () => new ConnectionError('statement', false, 'The file is larger than can be read.');

function limit(maxBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length;
      if (seen > maxBytes) done(tooLarge());
      else done(null, chunk);
    },
  });
}

function plain(name: string): string {
  if (name !== path.posix.basename(name) || name !== path.basename(name) || name === '' || name === '.' || name === '..')
    throw new ConnectionError('refused_address', false, 'This is not the name of a file in the folder.');
  return name;
}

/** Opens the place, runs the work and closes it. Links are not followed. @throws ConnectionError */
export async function withReadPlace<T>(settings: FilesSettings, run: (place: ReadPlace) => Promise<T>): Promise<T> {
  if (settings.place === 'folder') return run(folderPlace(await folderWithin(settings.directory)));
  const folder = settings.directory || '.';
  return withSftp({ ...settings, hostKey: settings.hostKey || undefined }, (client) =>
    run({
      list: async () =>
        (await client.list(folder))
          .filter(({ type }) => type === '-')
          .map(({ name, size, modifyTime }) => ({ name, bytes: size, modifiedAt: new Date(modifyTime) })),
      fetch: (name, to, maxBytes) =>
        pipeline(client.createReadStream(path.posix.join(folder, plain(name))), limit(maxBytes), createWriteStream(to, { mode: 0o600 })),
      move: async (name, into) => {
        const from = path.posix.join(folder, plain(name));
        if (!(await client.exists(from))) return;
        const target = path.posix.join(folder, plain(into));
        if (!(await client.exists(target))) await client.mkdir(target);
        const taken = await client.exists(path.posix.join(target, name));
        await client.rename(from, path.posix.join(target, taken ? stamped(name) : name));
      },
    }),
  );
}

const stamped = (name: string): string => `${Date.now()}-${name}`;

const folderPlace = (folder: string): ReadPlace => ({
  async list() {
    const names = await readdir(folder);
    const stats = await Promise.all(names.map(async (name) => ({ name, stat: await lstat(path.join(folder, name)).catch(() => null) })));
    return stats.flatMap(({ name, stat }) =>
      stat?.isFile() ? [{ name, bytes: stat.size, modifiedAt: new Date(Math.floor(stat.mtimeMs)) }] : [],
    );
  },
  async fetch(name, to, maxBytes) {
    const file = await open(path.join(folder, plain(name)), constants.O_RDONLY | constants.O_NOFOLLOW);
    await pipeline(file.createReadStream(), limit(maxBytes), createWriteStream(to, { mode: 0o600 }));
  },
  async move(name, into) {
    const from = path.join(folder, plain(name));
    if (!(await lstat(from).catch(() => null))) return;
    const target = path.join(folder, plain(into));
    await mkdir(target, { recursive: true, mode: 0o700 });
    // A link in its place would lead files out of the folder.
    if (!(await lstat(target)).isDirectory()) throw new ConnectionError('refused_address', false, 'The folder for read files is a link.');
    const taken = await lstat(path.join(target, name)).catch(() => null);
    await rename(from, path.join(target, taken ? stamped(name) : name));
  },
});
