import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive, startMark } from '@/db/embedded/process-info';

/** What the CLI and the next start must know about the running installation; DATA_DIR/runtime.json, mode 0600. */
export type Runtime = {
  pid: number;
  /** Tells this process from a later one with the same number. */
  mark: string | undefined;
  databaseUrl: string;
  databaseSocket: string | undefined;
  appUrl: string;
  build: string;
};

/** A fault of the installation that one sentence explains. */
export const sentence = (message: string, cause?: unknown): Error => Object.assign(new Error(message, { cause }), { expected: true });

/** The folder itself or the nearest one above it that exists. */
const nearestFolder = (dir: string): string => (existsSync(dir) || dirname(dir) === dir ? dir : nearestFolder(dirname(dir)));

function mkdirAll(dir: string): void {
  if (existsSync(dir)) return;
  mkdirAll(dirname(dir));
  mkdirSync(dir);
}

/**
 * Makes the data folder. Others may enter it but not list it when root starts us, since the database then runs as another user.
 * @throws Error in one sentence without the permission.
 */
export function openDataDir(dir: string): void {
  try {
    // Asked first, because Node's recursive mkdir never returns where a file system refuses new folders (/proc).
    accessSync(nearestFolder(dir), constants.W_OK | constants.X_OK);
    if (!existsSync(dir)) {
      mkdirAll(dir);
      chmodSync(dir, 0o700);
    }
    accessSync(dir, constants.W_OK | constants.X_OK);
    for (const name of ['secrets', 'logs']) if (!existsSync(join(dir, name))) mkdirSync(join(dir, name), { mode: 0o700 });
    if (process.getuid?.() === 0) chmodSync(dir, 0o711);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw sentence(
      `The data folder ${dir} cannot be written (${code}): give this user the permission, or set DATA_DIR to another folder.`,
      error,
    );
  }
}

/** A secret that is made once and kept in DATA_DIR/secrets, mode 0600. */
export function keptSecret(dir: string, name: string, make = () => randomBytes(32).toString('base64url')): string {
  const file = join(dir, 'secrets', name);
  if (existsSync(file)) {
    const kept = readFileSync(file, 'utf8').trim();
    if (kept) return kept;
  }
  const value = make();
  writeFileSync(`${file}.new`, `${value}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return value;
}

const runtimeFile = (dir: string) => join(dir, 'runtime.json');

/** The installation that runs on this data folder, undefined when none does (a killed one counts as none). */
export function runningInstallation(dir: string): Runtime | undefined {
  if (!existsSync(runtimeFile(dir))) return undefined;
  try {
    const runtime = JSON.parse(readFileSync(runtimeFile(dir), 'utf8')) as Runtime;
    return isAlive(runtime.pid) && startMark(runtime.pid) === runtime.mark ? runtime : undefined;
  } catch {
    return undefined;
  }
}

export function writeRuntime(dir: string, runtime: Omit<Runtime, 'pid' | 'mark'>): void {
  const whole: Runtime = { pid: process.pid, mark: startMark(process.pid), ...runtime };
  writeFileSync(`${runtimeFile(dir)}.new`, JSON.stringify(whole), { mode: 0o600 });
  renameSync(`${runtimeFile(dir)}.new`, runtimeFile(dir));
}

export const removeRuntime = (dir: string): void => rmSync(runtimeFile(dir), { force: true });
