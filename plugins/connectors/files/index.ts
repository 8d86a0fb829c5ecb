import { ConnectionError } from '@/lib/safe-socket';
import { readHostKey } from '@/lib/sftp';
import { defineConnector } from '@/plugins/kit/connector';
import { withReadPlace } from './places';
import { type FilesSettings, fits, settings } from './settings';

const MAX_FILES = 10_000;

/** A file of the folder or server itself may fail for reasons of the system: said without its path. */
async function guarded<T>(given: FilesSettings, run: Parameters<typeof withReadPlace<T>>[1]): Promise<T> {
  try {
    return await withReadPlace(given, run);
  } catch (error) {
    if (error instanceof ConnectionError) throw error;
    const { code = 'failed', message = '' } = error as { code?: string; message?: string };
    const missing = code === 'ENOENT' || code === 'ERR_NOT_EXIST' || /No such file/i.test(message);
    throw missing
      ? new ConnectionError('statement', false, 'There is no such folder or file.', error)
      : new ConnectionError('network', true, `The folder could not be read (${code}).`, error);
  }
}

const listed = (given: FilesSettings) =>
  guarded(given, async (place) => {
    const files = (await place.list()).filter(({ name }) => fits(name, given.pattern) && !name.startsWith('.'));
    return files.sort((a, b) => a.modifiedAt.getTime() - b.modifiedAt.getTime() || (a.name < b.name ? -1 : 1)).slice(0, MAX_FILES);
  });

/** Reads CSV files from a folder or an SFTP server, each once. */
export const files = defineConnector({
  variant: 'files',
  id: 'files',
  name: 'Files',
  docs: 'docs/connectors.md#files',
  settings,
  async check({ settings: given }) {
    const hostKey = given.place === 'sftp' ? await readHostKey(given) : undefined;
    if (hostKey && !given.hostKey) return { facts: {}, hostKey };
    const found = await listed(given);
    return { facts: { files: String(found.length), newest: found.at(-1)?.name ?? '' }, ...(hostKey ? { hostKey } : {}) };
  },
  list: ({ settings: given }) => listed(given),
  fetch: (name, to, maxBytes, { settings: given }) => guarded(given, (place) => place.fetch(name, to, maxBytes)),
  finish: async (name, { settings: given }) => {
    if (given.afterwards === 'move') await guarded(given, (place) => place.move(name, given.moveTo));
  },
});
