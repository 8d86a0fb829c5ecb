import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries';
import type { RunAs } from './run-as';
import { serverEnv } from './settings';

export const SUPERUSER = 'tessera';

/** Makes a folder that only the server's user may enter. */
export function privateFolder(path: string, { ids }: RunAs): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (ids.uid !== undefined && ids.gid !== undefined) chownSync(path, ids.uid, ids.gid);
  chmodSync(path, 0o700);
}

function passwordFile(dataDir: string, password: string, { ids }: RunAs): string {
  const file = join(dirname(dataDir), `.${randomUUID()}`);
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  if (ids.uid !== undefined && ids.gid !== undefined) chownSync(file, ids.uid, ids.gid);
  return file;
}

/**
 * Makes the database cluster in `dataDir` unless it is there. It is made beside and renamed, so that a crash leaves
 * either a whole cluster or none. The locale gives right `lower()`, `ilike` and trigrams for every script, in byte order,
 * whatever the system offers. Without a password everybody who can open the socket is let in.
 * @throws Error with what initdb said.
 */
export function ensureCluster(dataDir: string, binaries: Binaries, runAs: RunAs, password: string | undefined): void {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return;
  const fresh = `${dataDir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  privateFolder(fresh, runAs);
  const pwfile = password === undefined ? undefined : passwordFile(dataDir, password, runAs);
  const auth = pwfile ? ['--auth=scram-sha-256', `--pwfile=${pwfile}`] : ['--auth=trust', '--no-sync'];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--lc-collate=C', '--lc-ctype=C.UTF-8'];
  const [program = '', ...args] = [
    ...runAs.prefix,
    binaries.initdb,
    ...['-D', fresh, '-U', SUPERUSER, '--encoding=UTF8', '--no-instructions', ...locale, ...auth],
  ];
  const run = spawnSync(program, args, {
    ...runAs.ids,
    cwd: '/',
    encoding: 'utf8',
    env: serverEnv,
  });
  if (pwfile) rmSync(pwfile, { force: true });
  if (run.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`The embedded PostgreSQL could not make its data folder ${dataDir}: ${(run.stderr || String(run.error)).trim()}`);
  }
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(fresh, dataDir);
}
