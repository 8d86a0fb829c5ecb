import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { env } from './env';
import { ConnectionError } from './safe-socket';
import { type SftpSettings, withSftp } from './sftp';

export type FilePlaceSettings = SftpSettings & { place: 'folder' | 'sftp'; directory: string };

/**
 * A folder to write files into, here or on an SFTP server. A file is written under a hidden name first, and gets its own name in one
 * step, so that nobody reads half of it.
 */
export type FilePlace = {
  /** Brings the file there under a hidden name. */
  stage(localPath: string): Promise<string>;
  /** Gives a staged file its name; one that is there already is replaced. */
  publish(staged: string, name: string): Promise<void>;
  discard(staged: string): Promise<void>;
};

/** The only folder of this machine in which files may be written and read. */
export const filesRoot = (): string => path.resolve(/* turbopackIgnore: true */ env().FILES_DIR ?? path.join(env().DATA_DIR, 'files'));

/** Withdrawals wait while a file gets its name: no longer than this. */
const STEP_MS = 5_000;
const UPLOAD_MS = 30 * 60_000;

const hidden = () => `.tessera-${randomBytes(8).toString('hex')}.part`;

/**
 * The real path of a folder below the root for files; made when it is not there.
 * @throws ConnectionError for what lies, or leads by a link, outside of it
 */
export async function folderWithin(directory: string): Promise<string> {
  const root = filesRoot();
  await mkdir(root, { recursive: true, mode: 0o700 });
  const wanted = path.resolve(root, directory.replace(/^[/\\]+/, ''));
  const refuse = () => new ConnectionError('refused_address', false, 'This folder lies outside of the folder for files.');
  if (wanted !== root && !wanted.startsWith(root + path.sep)) throw refuse();
  await mkdir(wanted, { recursive: true, mode: 0o700 });
  const [real, realRoot] = await Promise.all([realpath(wanted), realpath(root)]);
  if (real !== realRoot && !real.startsWith(realRoot + path.sep)) throw refuse();
  return real;
}

/**
 * Opens the place, runs the work and closes it.
 * @throws ConnectionError when it cannot be reached or written to; whatever `run` throws
 */
export async function withFilePlace<T>(settings: FilePlaceSettings, run: (place: FilePlace) => Promise<T>): Promise<T> {
  if (settings.place === 'folder') return run(folderPlace(await folderWithin(settings.directory)));
  return withSftp(settings, async (client, within) => {
    const folder = settings.directory.trim() || '.';
    if (folder !== '.')
      await within(
        STEP_MS,
        client.mkdir(folder, true).catch(() => undefined),
      );
    return run({
      async stage(localPath) {
        const staged = path.posix.join(folder, hidden());
        await within(UPLOAD_MS, client.fastPut(localPath, staged));
        return staged;
      },
      // posix-rename replaces in one step; servers without it get the older way.
      publish: async (staged, name) => {
        const target = path.posix.join(folder, name);
        const replace = client.posixRename(staged, target).catch(async () => {
          await client.delete(target, true);
          await client.rename(staged, target);
        });
        await within(STEP_MS, replace);
      },
      discard: async (staged) => {
        await within(STEP_MS, client.delete(staged, true));
      },
    });
  });
}

const folderPlace = (folder: string): FilePlace => ({
  async stage(localPath) {
    const staged = path.join(folder, hidden());
    await copyFile(localPath, staged);
    const file = await open(staged, 'r+');
    await file.sync();
    await file.close();
    return staged;
  },
  publish: (staged, name) => rename(staged, path.join(folder, name)),
  discard: (staged) => rm(staged, { force: true }),
});
