import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { answers, type Binaries } from './binaries';

/**
 * How the server's programs are run: PostgreSQL refuses to run as root. `ids` drops to another user; `prefix` runs in a
 * user namespace where root wears another number, so that a private home stays readable; both empty for an ordinary user.
 */
export type RunAs = { ids: { uid?: number; gid?: number }; prefix: string[] };

const asIs: RunAs = { ids: {}, prefix: [] };

/** The numbers of a user in the passwd file, undefined when there is none. */
function account(user: string): { uid: number; gid: number } | undefined {
  try {
    const number = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return undefined;
  }
}

/** Whether `uid` can enter every folder above `path`. */
function reachable(path: string, uid: number): boolean {
  for (let dir = dirname(path); ; dir = dirname(dir)) {
    const { mode, uid: owner } = statSync(dir);
    if (!(owner === uid ? mode & 0o100 : mode & 0o001)) return false;
    if (dir === '/') return true;
  }
}

const drop = (ids: { uid: number; gid: number }): RunAs => ({ ids, prefix: [] });
const namespace = ({ uid, gid }: { uid: number; gid: number }): RunAs => ({
  ids: {},
  prefix: ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`],
});

const works = (way: RunAs, binaries: Binaries, dataDir: string): boolean =>
  (way.ids.uid === undefined || (reachable(dataDir, way.ids.uid) && reachable(binaries.postgres, way.ids.uid))) &&
  answers([...way.prefix, binaries.postgres], way.ids);

/**
 * Chooses the way for this process and data folder; a folder that exists keeps the user who owns it.
 * @throws Error in one sentence when root has no way.
 */
export function chooseRunAs(binaries: Binaries, dataDir: string): RunAs {
  if (process.getuid?.() !== 0) return asIs;
  const accounts = ['postgres', 'nobody'].map(account).filter((a) => a !== undefined);
  const folder = statSync(dirname(binaries.postgres));
  const projectOwner = folder.uid === 0 ? [] : [{ uid: folder.uid, gid: folder.gid }];
  const namespaces = accounts.map(namespace);
  let ways = [...[...projectOwner, ...accounts].map(drop), ...namespaces];
  if (existsSync(`${dataDir}/PG_VERSION`)) {
    const owner = statSync(dataDir);
    ways = owner.uid === 0 ? namespaces : [drop({ uid: owner.uid, gid: owner.gid })];
  }
  const way = ways.find((candidate) => works(candidate, binaries, dataDir));
  if (!way) {
    throw new Error(
      `The embedded PostgreSQL cannot run as root with its data in ${dataDir}: start as an ordinary user, or put the installation and DATA_DIR where every user may enter (mode 755).`,
    );
  }
  return way;
}
